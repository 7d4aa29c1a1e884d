package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;

/** The way from one machine to another, over all their connections: what may go wrong on it. */
final class Path {
  /** What becomes of a frame. */
  enum Fate {
    ARRIVES,
    LOST,
    DOUBLED,
    OVERTAKEN,
    CUT_SHORT
  }

  private static final int SLOWEST_MS = 40;
  private static final int OVERTAKEN_MS = 400;

  private final Timeline timeline;
  final String name;
  private long stalledUntilMs;
  private long brokenUntilMs;
  private long slowUntilMs;
  private long severedUntilMs;
  private int oneIn = 1;

  Path(Timeline timeline, String from, String to) {
    this.timeline = timeline;
    this.name = from + ">" + to;
  }

  /** Nothing arrives for a while; what was sent comes then. */
  void stall(long ms) {
    stalledUntilMs = Math.max(stalledUntilMs, timeline.nowMs() + ms);
  }

  /** For a while one in so many frames is lost, doubled, overtaken or cut short. */
  void ruin(long ms, int oneInSoMany) {
    brokenUntilMs = Math.max(brokenUntilMs, timeline.nowMs() + ms);
    oneIn = oneInSoMany;
  }

  /** For a while the reader takes a frame now and then, and everything piles up. */
  void slow(long ms) {
    slowUntilMs = Math.max(slowUntilMs, timeline.nowMs() + ms);
  }

  /** For a while there is no way: connections end, and none can be made. */
  void sever(long ms) {
    severedUntilMs = Math.max(severedUntilMs, timeline.nowMs() + ms);
  }

  boolean isSevered() {
    return timeline.nowMs() < severedUntilMs;
  }

  void mend() {
    severedUntilMs = 0;
    stalledUntilMs = 0;
    brokenUntilMs = 0;
    slowUntilMs = 0;
  }

  long stalledForMs() {
    return Math.max(0, stalledUntilMs - timeline.nowMs());
  }

  boolean isSlow() {
    return timeline.nowMs() < slowUntilMs;
  }

  Fate fate(Dice dice) {
    if (timeline.nowMs() >= brokenUntilMs || !dice.onceIn(oneIn)) {
      return Fate.ARRIVES;
    }
    int which = dice.below(9);
    return which < 4
        ? Fate.LOST
        : which < 6 ? Fate.DOUBLED : which < 8 ? Fate.OVERTAKEN : Fate.CUT_SHORT;
  }

  long delayMs(Dice dice) {
    return 1L + dice.below(SLOWEST_MS);
  }

  long overtakenMs(Dice dice) {
    return 1L + dice.below(OVERTAKEN_MS);
  }
}
