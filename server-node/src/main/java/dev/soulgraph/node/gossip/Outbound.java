package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Packed;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a socket: one message is being packed or under way, other frames wait here,
 * counted as they are, unpacked. How many may wait is the session's decision, which stops at {@link
 * Limits#OUTBOUND_MAX_BYTES}. What waits when the socket is free goes together.
 */
final class Outbound implements Connection {
  private final Pipe pipe;
  private final Packers packers;
  private final Cork cork;
  private final Runnable drained;
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private long queuedBytes;

  /** So many frames at the head don't shrink. */
  private int plain;

  /** The writer's. */
  private boolean held;

  private boolean sending;
  private boolean pumping;
  private boolean closed;
  private @Nullable SoulgraphException closing;

  /**
   * @param drained called, by any thread, when what waits falls to where catching up goes on
   */
  Outbound(Pipe pipe, Packers packers, Cork cork, Runnable drained) {
    this.pipe = pipe;
    this.packers = packers;
    this.cork = cork;
    this.drained = drained;
  }

  @Override
  public void send(byte[] frame) {
    synchronized (this) {
      if (closed || closing != null) {
        return;
      }
      queue.add(frame);
      queuedBytes += frame.length;
    }
    if (!cork.holds(this)) {
      pump();
    }
  }

  /** Whether this is new: the writer's batch has sent nothing here before. */
  boolean hold() {
    boolean first = !held;
    held = true;
    return first;
  }

  /** The writer's batch is over. */
  void release() {
    held = false;
    pump();
  }

  /** A completion may come from within a send: it leaves the next to the loop that is running. */
  private void pump() {
    synchronized (this) {
      if (pumping) {
        return;
      }
      pumping = true;
    }
    for (List<byte[]> next = next(); !next.isEmpty(); next = next()) {
      List<byte[]> frames = next;
      if (frames.get(0).length < Packed.MIN_BYTES && frames.size() == 1 || isPlain()) {
        send(frames.get(0), 1);
      } else {
        packers.pack(frames, packed -> send(frames, packed));
      }
    }
  }

  /** The frames of the next message; none while one is under way. */
  private synchronized List<byte[]> next() {
    if (!sending && !closed && !queue.isEmpty()) {
      sending = true;
      return plain > 0 ? List.of(queue.element()) : Packed.together(queue);
    }
    pumping = false;
    SoulgraphException reason = closing;
    if (!sending && !closed && reason != null) {
      closed = true;
      pipe.close(reason);
    }
    return List.of();
  }

  private synchronized boolean isPlain() {
    return plain > 0;
  }

  private void send(List<byte[]> frames, Optional<byte[]> packed) {
    if (packed.isPresent()) {
      send(packed.get(), frames.size());
    } else {
      synchronized (this) {
        plain = frames.size();
      }
      send(frames.get(0), 1);
    }
  }

  private void send(byte[] message, int frames) {
    pipe.send(
        message,
        taken -> {
          if (taken) {
            sent(frames);
          } else {
            abandon();
          }
        });
  }

  private void sent(int frames) {
    boolean low;
    synchronized (this) {
      sending = false;
      boolean high = queuedBytes > Limits.OUTBOUND_LOW_BYTES;
      for (int i = 0; i < frames && !queue.isEmpty(); i++) {
        queuedBytes -= queue.remove().length;
        plain = Math.max(0, plain - 1);
      }
      low = high && queuedBytes <= Limits.OUTBOUND_LOW_BYTES;
    }
    if (low) {
      drained.run();
    }
    pump();
  }

  /** Nothing can be sent any more: what waits is let go. */
  synchronized void abandon() {
    closed = true;
    queue.clear();
    queuedBytes = 0;
  }

  @Override
  public synchronized long queuedBytes() {
    return queuedBytes;
  }

  @Override
  public void close(SoulgraphException reason, boolean retry) {
    synchronized (this) {
      if (closing == null) {
        closing = reason;
      }
    }
    pump();
  }

  /** Why this side ends the connection, or null where it doesn't. */
  synchronized @Nullable SoulgraphException closing() {
    return closing;
  }

  synchronized boolean isClosing() {
    return closed || closing != null;
  }
}
