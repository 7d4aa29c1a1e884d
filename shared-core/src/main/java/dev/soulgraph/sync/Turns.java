package dev.soulgraph.sync;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one peer is to be sent from the store, scopes to catch up with and answers: a piece of each
 * in turn, one at a time, and only while the pipe has room. So thousands of scopes opened at once
 * cost no more memory than one.
 */
final class Turns {
  /** A turn, and how much it was asked with. */
  private record Waiting(Turn turn, int bytes) {}

  private final Peer peer;
  private final Background background;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int bytes;
  private boolean reading;
  private boolean going;

  Turns(Peer peer, Background background) {
    this.peer = peer;
    this.background = background;
  }

  void add(Turn turn) {
    add(turn, 0);
  }

  /**
   * @param asked the bytes of the question, which are kept until it is answered
   */
  void add(Turn turn, int asked) {
    waiting.add(new Waiting(turn, asked));
    bytes += asked;
  }

  /** Whether one more may be asked with so many bytes. Those that nobody waits for make room. */
  boolean hasRoom(int asked) {
    if (isWithin(asked)) {
      return true;
    }
    waiting.removeIf(each -> each.turn.stale());
    bytes = 0;
    waiting.forEach(each -> bytes += each.bytes);
    return isWithin(asked);
  }

  private boolean isWithin(int asked) {
    return waiting.size() < peer.limits.turnsMax() && bytes + asked <= peer.limits.turnsMaxBytes();
  }

  int size() {
    return waiting.size();
  }

  /** The bytes of the questions that wait. */
  int bytes() {
    return bytes;
  }

  void clear() {
    waiting.clear();
    bytes = 0;
  }

  /**
   * Goes on as far as the pipe allows. A background may answer at once: so a loop, no recursion.
   */
  void go() {
    if (going) {
      return;
    }
    going = true;
    while (!reading && !waiting.isEmpty() && peer.drained()) {
      Waiting next = waiting.remove();
      bytes -= next.bytes;
      read(next);
    }
    going = false;
  }

  private void read(Waiting next) {
    Turn turn = next.turn;
    if (turn.stale()) {
      return;
    }
    reading = true;
    background.run(
        turn::read,
        send -> {
          reading = false;
          if (!turn.stale() && send.getAsBoolean()) {
            add(turn, next.bytes);
          }
          go();
        });
  }
}
