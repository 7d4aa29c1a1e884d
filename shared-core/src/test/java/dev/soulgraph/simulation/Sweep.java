package dev.soulgraph.simulation;

import java.util.function.Consumer;

/** Many seeds, one after the other. */
public final class Sweep {
  /** So much virtual time goes by between two lines of progress: a few seconds of real time. */
  private static final long LINE_EVERY_MINUTES = 10;

  private Sweep() {}

  /**
   * How seeds are lived.
   *
   * @param disks what the nodes' stores lie on
   * @param again the command that lives one history again, with {@code SEED}, {@code MINUTES} and
   *     {@code STEPS} for what it is
   */
  public record Setting(Disk.Maker disks, long minutes, String again) {
    String again(Plan plan) {
      return again
          .replace("SEED", plan.seed() + "")
          .replace("MINUTES", plan.minutes() + "")
          .replace("STEPS", Arguments.ranges(plan.steps()));
    }
  }

  /**
   * Lives each seed's world.
   *
   * @throws AssertionError for the first seed that breaks something, with its shortest history
   */
  public static void check(Setting setting, long from, int seeds) {
    for (long seed = from; seed < from + seeds; seed++) {
      Simulation.Outcome outcome =
          Simulation.run(Plan.of(seed, setting.minutes()), setting.disks());
      if (outcome.broken() != null) {
        throw new AssertionError(Report.of(outcome, setting), outcome.broken());
      }
    }
  }

  /** Goes on after broken ones, of which only the first is looked into. Returns their number. */
  static int run(Setting setting, long from, long seeds, Consumer<String> out) {
    int broken = 0;
    long every = Math.max(1, LINE_EVERY_MINUTES / setting.minutes());
    for (long seed = from; seed < from + seeds; seed++) {
      Simulation.Outcome outcome =
          Simulation.run(Plan.of(seed, setting.minutes()), setting.disks());
      Broken why = outcome.broken();
      if (why != null) {
        broken++;
        out.accept("seed " + seed + " breaks " + why.getMessage());
      }
      if (why != null && broken == 1) {
        out.accept(Report.of(outcome, setting));
      }
      long done = seed - from + 1;
      if (done % every == 0 || done == seeds) {
        out.accept(done + " of " + seeds + " seeds, " + broken + " broken");
      }
    }
    return broken;
  }
}
