package dev.soulgraph.clock;

/**
 * HAM's deferral: how far ahead of the wall clock a change may be. Measured against the wall clock,
 * never against the hybrid clock, or one bad clock would drag everybody's along.
 */
public final class Tolerance {
  public static final int COUNTER_BITS = 16;

  /** Up to here a change is merged at once. */
  public static final long MERGE_AHEAD_MS = 5_000;

  /** Up to here it is kept until its time comes; beyond, it is refused. */
  public static final long DEFER_AHEAD_MS = 10 * 60_000;

  /** So much of a foreign clock's lead the hybrid clock takes over. */
  public static final long ABSORB_AHEAD_MS = 1_000;

  /** From here on a clock's error is told to the user. */
  public static final long SKEW_TOLD_MS = 1_000;

  /** What to do with a change of a given state now. */
  public enum Verdict {
    MERGE,
    DEFER,
    REFUSE
  }

  private Tolerance() {}

  public static Verdict of(long state, long nowMs) {
    long aheadMs = (state >>> COUNTER_BITS) - nowMs;
    if (aheadMs <= MERGE_AHEAD_MS) {
      return Verdict.MERGE;
    }
    return aheadMs <= DEFER_AHEAD_MS ? Verdict.DEFER : Verdict.REFUSE;
  }
}
