package dev.soulgraph.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a shorter history that breaks the same: leaves steps out, many at a time, then fewer
 * (Zeller's delta debugging), within so many runs.
 */
final class Shrink {
  static final int RUNS_MAX = 250;

  private final Disk.Maker disks;
  private Simulation.Outcome best;
  private int runs;

  private Shrink(Simulation.Outcome broken, Disk.Maker disks) {
    best = broken;
    this.disks = disks;
  }

  /**
   * What was found.
   *
   * @param runs how many it took
   */
  record Found(Simulation.Outcome shortest, int runs) {}

  static Found of(Simulation.Outcome broken, Disk.Maker disks) {
    Shrink shrink = new Shrink(broken, disks);
    boolean smaller = true;
    while (smaller && shrink.runs < RUNS_MAX) {
      int before = shrink.steps();
      for (int size = Math.max(1, before / 2); size > 0; size /= 2) {
        shrink.leaveOut(size);
      }
      smaller = shrink.steps() < before;
    }
    return new Found(shrink.best, shrink.runs);
  }

  private int steps() {
    return best.plan().steps().size();
  }

  /** From the end on: what came after the fault goes first. */
  private void leaveOut(int size) {
    for (int to = steps(); to > 0 && runs < RUNS_MAX; to -= size) {
      int end = Math.min(to, steps());
      int from = Math.max(0, end - size);
      List<Step> some = new ArrayList<>(best.plan().steps());
      some.subList(from, end).clear();
      runs++;
      Simulation.Outcome outcome = Simulation.run(best.plan().with(some), disks);
      Broken now = outcome.broken();
      Broken before = best.broken();
      if (now != null && before != null && now.invariant().equals(before.invariant())) {
        best = outcome;
      }
    }
  }
}
