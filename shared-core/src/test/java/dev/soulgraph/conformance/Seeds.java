package dev.soulgraph.conformance;

/**
 * The seed of a random test on the JVM: {@code -Dsoulgraph.seed=N} runs a failing one again. Say it
 * in every failure message.
 */
public final class Seeds {
  private static final String PROPERTY = "soulgraph.seed";

  private Seeds() {}

  /** The property's value, else a fixed one: builds are repeatable. */
  public static int seed() {
    return Integer.getInteger(PROPERTY, 20260101);
  }

  /** Dice for one round of a test. */
  public static Dice dice(int round) {
    return new Dice(seed() + round);
  }

  /** How to run one round again. */
  public static String again(int round) {
    return "seed " + seed() + ", round " + round + " (-D" + PROPERTY + "=" + seed() + ")";
  }
}
