package dev.soulgraph.sync;

import dev.soulgraph.merge.Deferred;

/**
 * How much of a node its connections may take up. What each bound is for stands at its default, in
 * {@link Limits}.
 *
 * @param outboundMaxBytes {@link Limits#OUTBOUND_MAX_BYTES}
 * @param pieceBytes {@link Limits#PIECE_BYTES}
 * @param scopesMax {@link Limits#SCOPES_MAX}
 * @param turnsMaxBytes {@link Limits#TURNS_MAX_BYTES}
 * @param erasesMax {@link Limits#ERASES_MAX}
 * @param deferredMax {@link Deferred#MAX_CHANGES}
 * @param passedMax {@link Passed#MAX}
 * @param commitStepBytes {@link Limits#COMMIT_STEP_BYTES}
 * @param claimedMax {@link Links#CLAIMED_MAX}
 */
public record NodeLimits(
    int outboundMaxBytes,
    int pieceBytes,
    int scopesMax,
    int turnsMaxBytes,
    int erasesMax,
    int deferredMax,
    int passedMax,
    int commitStepBytes,
    int claimedMax) {
  public static final NodeLimits DEFAULT =
      new NodeLimits(
          Limits.OUTBOUND_MAX_BYTES,
          Limits.PIECE_BYTES,
          Limits.SCOPES_MAX,
          Limits.TURNS_MAX_BYTES,
          Limits.ERASES_MAX,
          Deferred.MAX_CHANGES,
          Passed.MAX,
          Limits.COMMIT_STEP_BYTES,
          Links.CLAIMED_MAX);

  private static final int HARD_FACTOR = Limits.OUTBOUND_HARD_MAX_BYTES / Limits.OUTBOUND_MAX_BYTES;
  private static final int LOW_DIVISOR = Limits.OUTBOUND_MAX_BYTES / Limits.OUTBOUND_LOW_BYTES;

  /** {@link Limits#OUTBOUND_HARD_MAX_BYTES}. */
  public int outboundHardMaxBytes() {
    return HARD_FACTOR * outboundMaxBytes;
  }

  /** {@link Limits#OUTBOUND_LOW_BYTES}. */
  public int outboundLowBytes() {
    return outboundMaxBytes / LOW_DIVISOR;
  }

  /** {@link Limits#TURNS_MAX}. */
  public int turnsMax() {
    return Limits.TURNS_MAX / Limits.SCOPES_MAX * scopesMax;
  }

  /** No single connection takes up all of the room for what has to wait. */
  public int deferredOfOneMax() {
    return deferredMax / 10;
  }
}
