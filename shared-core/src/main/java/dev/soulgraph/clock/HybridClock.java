package dev.soulgraph.clock;

/**
 * Issues states: a hybrid logical clock (Kulkarni et al. 2014) of 47 bits of milliseconds and 16
 * bits of counter, which carries into the milliseconds. Not thread-safe.
 *
 * <p>The last state issued must be kept durably with what was written at it, and given back at the
 * next start, or a clock set back would issue states that lose to the writer's own older writes.
 */
public final class HybridClock {
  private final WallClock wall;
  private long lastIssued;
  private long reading;

  public HybridClock(WallClock wall, long lastIssued) {
    this.wall = wall;
    this.lastIssued = lastIssued;
  }

  /** A state above the last one issued, above the clock's reading, and above {@code floor}. */
  public long next(long floor) {
    long wallState = Math.max(0, wall.nowMs()) << Tolerance.COUNTER_BITS;
    long above = Math.max(Math.max(lastIssued, reading), floor);
    lastIssued = Math.max(wallState, above + 1);
    return lastIssued;
  }

  /** Takes notice of a merged state; absorbs at most {@link Tolerance#ABSORB_AHEAD_MS} of lead. */
  public void observe(long state) {
    long limit = (wall.nowMs() + Tolerance.ABSORB_AHEAD_MS) << Tolerance.COUNTER_BITS;
    reading = Math.max(reading, Math.min(state, limit));
  }

  /** Takes over the last state of an earlier life. */
  public void restore(long earlier) {
    lastIssued = Math.max(lastIssued, earlier);
  }

  public long lastIssued() {
    return lastIssued;
  }

  /**
   * After a refusal as future: falls back to the highest state that was accepted, unless what was
   * issued last is lawful by now.
   */
  public void fallBack(long highestAccepted) {
    if (Tolerance.of(lastIssued, wall.nowMs()) != Tolerance.Verdict.MERGE) {
      lastIssued = highestAccepted;
      reading = Math.min(reading, highestAccepted);
    }
  }
}
