package dev.soulgraph.node.gossip;

/**
 * What of one socket waits for the writer, and whether the socket may bring more. The socket's
 * thread adds, the writer takes away, in whatever order they come to it.
 */
final class Intake {
  private final Inbox inbox;
  private final Runnable demand;
  private long waitingBytes;
  private boolean parked;

  /**
   * @param demand asks for the next piece
   */
  Intake(Inbox inbox, Runnable demand) {
    this.inbox = inbox;
    this.demand = demand;
  }

  synchronized void add(int bytes) {
    waitingBytes += bytes;
  }

  /** Asks for more now, or once there is room. */
  synchronized void goOn() {
    if (mayBring()) {
      demand.run();
    } else {
      parked = true;
    }
  }

  synchronized void handled(int bytes) {
    waitingBytes -= bytes;
    if (parked && mayBring()) {
      parked = false;
      demand.run();
    }
  }

  /**
   * Whoever has nothing waiting may always bring the next, however full the inbox is: nothing of it
   * would ever be handled, so nobody would wake it.
   */
  private boolean mayBring() {
    return waitingBytes == 0 || waitingBytes < Inbox.MAX_BYTES_PER_CONNECTION && inbox.hasRoom();
  }
}
