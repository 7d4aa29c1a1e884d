package dev.soulgraph.simulation;

/** Something that must hold doesn't. */
final class Broken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  Broken(String invariant, String detail) {
    super(invariant + ": " + detail);
    this.invariant = invariant;
  }

  Broken(String invariant, String detail, Throwable cause) {
    this(invariant, detail);
    initCause(cause);
  }

  String invariant() {
    return invariant;
  }

  static void unless(boolean holds, String invariant, String detail) {
    if (!holds) {
      throw new Broken(invariant, detail);
    }
  }
}
