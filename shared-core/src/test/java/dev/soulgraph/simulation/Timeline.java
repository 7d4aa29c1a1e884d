package dev.soulgraph.simulation;

import java.util.PriorityQueue;

/** Virtual time: whatever happens later is an event here, and nothing waits for a real clock. */
final class Timeline {
  static final long BEGIN_MS = 1_790_000_000_000L;

  /** More in one virtual second is an exchange that feeds itself. */
  private static final int EVENTS_A_SECOND_MAX = 200_000;

  private record Event(long atMs, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.atMs != b.atMs ? Long.compare(a.atMs, b.atMs) : Long.compare(a.order, b.order));

  private long nowMs = BEGIN_MS;
  private long order;
  private long second;
  private int inSecond;

  long nowMs() {
    return nowMs;
  }

  /** Since the beginning. */
  long elapsedMs() {
    return nowMs - BEGIN_MS;
  }

  /** Runs the action when its time comes: after what was to run by then already. */
  void after(long ms, Runnable action) {
    events.add(new Event(nowMs + Math.max(0, ms), order++, action));
  }

  /** Lets time go by, with what happens in it. */
  void pass(long ms) {
    long untilMs = nowMs + ms;
    for (Event next = events.peek(); next != null && next.atMs <= untilMs; next = events.peek()) {
      events.remove();
      count(next.atMs / 1000);
      nowMs = next.atMs;
      next.action.run();
    }
    nowMs = untilMs;
  }

  private void count(long now) {
    inSecond = now == second ? inSecond + 1 : 0;
    second = now;
    if (inSecond > EVENTS_A_SECOND_MAX) {
      throw new Broken("comes-to-rest", EVENTS_A_SECOND_MAX + " events in one second");
    }
  }
}
