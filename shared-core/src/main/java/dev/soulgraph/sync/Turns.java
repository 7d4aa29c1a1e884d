package dev.soulgraph.sync;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The scopes in which one peer catches up: a piece of each in turn, one at a time, and only while
 * the pipe has room. So thousands of scopes opened at once cost no more memory than one.
 */
final class Turns {
  private final Peer peer;
  private final Background background;
  private final Deque<CatchUp> waiting = new ArrayDeque<>();
  private boolean reading;
  private boolean going;

  Turns(Peer peer, Background background) {
    this.peer = peer;
    this.background = background;
  }

  void add(CatchUp catchUp) {
    waiting.add(catchUp);
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

  private void read(CatchUp next) {
    if (next.stale()) {
      return;
    }
    reading = true;
    background.run(
        next::read,
        read -> {
          reading = false;
          if (!next.stale() && next.send(read)) {
            waiting.add(next);
          }
          go();
        });
  }
}
