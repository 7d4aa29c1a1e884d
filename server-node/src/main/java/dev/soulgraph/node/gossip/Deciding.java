package dev.soulgraph.node.gossip;

import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Has the lawful commits of one message decided about, all at once, and hands on the message. */
final class Deciding {
  private final Guard guard;
  private final Guest guest;
  private final List<Checkers.Checked> frames;
  private final AtomicInteger open = new AtomicInteger(1);

  Deciding(Guard guard, Guest guest, List<Checkers.Checked> frames) {
    this.guard = guard;
    this.guest = guest;
    this.frames = new ArrayList<>(frames);
  }

  void run(Consumer<List<Checkers.Checked>> then) {
    for (int i = 0; i < frames.size(); i++) {
      Checkers.Checked checked = frames.get(i);
      if (checked.isOpenCommit() && checked.frame() instanceof Frame.Commit commit) {
        int at = i;
        open.incrementAndGet();
        guard.decide(
            guest,
            commit,
            decision -> {
              synchronized (frames) {
                frames.set(at, checked.after(decision));
              }
              end(then);
            });
      }
    }
    end(then);
  }

  private void end(Consumer<List<Checkers.Checked>> then) {
    if (open.decrementAndGet() == 0) {
      List<Checkers.Checked> decided;
      synchronized (frames) {
        decided = new ArrayList<>(frames);
      }
      then.accept(decided);
    }
  }
}
