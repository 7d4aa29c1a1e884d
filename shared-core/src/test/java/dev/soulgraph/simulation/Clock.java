package dev.soulgraph.simulation;

import dev.soulgraph.clock.WallClock;

/** A machine's clock: ahead or behind, too fast or too slow, set anew, or standing still. */
final class Clock implements WallClock {
  private static final long PARTS = 1000;

  private final Timeline timeline;
  private long errorMs;

  /** Thousandths that it runs too fast. */
  private long driftParts;

  private long driftSinceMs;
  private long frozenAtMs = -1;

  Clock(Timeline timeline) {
    this.timeline = timeline;
    driftSinceMs = timeline.nowMs();
  }

  @Override
  public long nowMs() {
    return frozenAtMs >= 0 ? frozenAtMs : running();
  }

  private long running() {
    long nowMs = timeline.nowMs();
    return nowMs + errorMs + (nowMs - driftSinceMs) * driftParts / PARTS;
  }

  void jump(long ms) {
    errorMs += ms;
  }

  void drift(long parts) {
    errorMs = running() - timeline.nowMs();
    driftSinceMs = timeline.nowMs();
    driftParts = parts;
  }

  void freeze() {
    frozenAtMs = nowMs();
  }

  void thaw() {
    frozenAtMs = -1;
  }

  /** Somebody sets it by a good one. */
  void mend() {
    thaw();
    drift(0);
    errorMs = 0;
  }
}
