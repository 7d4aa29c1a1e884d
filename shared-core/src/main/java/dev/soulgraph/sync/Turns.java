package dev.soulgraph.sync;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one peer is to be sent from the store, scopes to catch up with and answers: a piece of each
 * in turn, one at a time, and only while the pipe has room. So thousands of scopes opened at once
 * cost no more memory than one.
 */
final class Turns {
  private final Peer peer;
  private final Background background;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private boolean reading;
  private boolean going;

  Turns(Peer peer, Background background) {
    this.peer = peer;
    this.background = background;
  }

  void add(Turn turn) {
    waiting.add(turn);
  }

  int size() {
    return waiting.size();
  }

  void clear() {
    waiting.clear();
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
      read(waiting.remove());
    }
    going = false;
  }

  private void read(Turn next) {
    if (next.stale()) {
      return;
    }
    reading = true;
    background.run(
        next::read,
        send -> {
          reading = false;
          if (!next.stale() && send.getAsBoolean()) {
            waiting.add(next);
          }
          go();
        });
  }
}
