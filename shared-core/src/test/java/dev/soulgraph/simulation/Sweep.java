package dev.soulgraph.simulation;

import java.util.function.Consumer;

/** Many seeds, one after the other. */
public final class Sweep {
  private Sweep() {}

  /**
   * Lives each seed's world.
   *
   * @param disks what the nodes' stores lie on
   * @param again the command that lives one seed again, with {@code SEED} for its number
   * @throws AssertionError for the first seed that breaks something, with its shortest history
   */
  public static void check(Disk.Maker disks, long from, int seeds, long minutes, String again) {
    for (long seed = from; seed < from + seeds; seed++) {
      Simulation.Outcome outcome = Simulation.run(Plan.of(seed, minutes), disks);
      if (outcome.broken() != null) {
        throw new AssertionError(
            Report.of(outcome, disks, again.replace("SEED", seed + "")), outcome.broken());
      }
    }
  }

  /** Goes on after broken ones, of which only the first is looked into. Returns their number. */
  static int run(long from, long seeds, long minutes, Consumer<String> out) {
    int broken = 0;
    for (long seed = from; seed < from + seeds; seed++) {
      Simulation.Outcome outcome = Simulation.run(Plan.of(seed, minutes), MemoryDisk::new);
      Broken why = outcome.broken();
      if (why != null && broken++ == 0) {
        out.accept(Report.of(outcome, MemoryDisk::new, Main.again(seed, minutes)));
      } else if (why != null) {
        out.accept("seed " + seed + " breaks " + why.getMessage());
      }
      long done = seed - from + 1;
      if (done % 10 == 0 || done == seeds) {
        out.accept(done + " of " + seeds + " seeds, " + broken + " broken");
      }
    }
    return broken;
  }
}
