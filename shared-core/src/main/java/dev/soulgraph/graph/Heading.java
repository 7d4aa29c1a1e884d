package dev.soulgraph.graph;

/**
 * What the changes of one key in one commit have in common; they share one object.
 *
 * @param kind {@link Change#KIND_PROPERTY} or {@link Change#KIND_ERASE}
 */
public record Heading(int kind, PublicKey author, long state, String key, Extensions extensions) {
  /**
   * @throws SoulgraphException {@code state-invalid}
   */
  public Heading {
    if (state < 0) {
      throw new SoulgraphException(
          Code.STATE_INVALID, "a state is below 2^63", Long.toString(state));
    }
  }
}
