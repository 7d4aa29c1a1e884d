package dev.soulgraph.simulation;

/** What a mutation's classes are asked; the answer is a text, for nothing else is shared. */
final class Trial {
  private Trial() {}

  /** By which seed, and how, a fault is found; empty where it isn't. */
  static String firstBroken(int seeds) {
    for (long seed = 1; seed <= seeds; seed++) {
      Broken broken = Simulation.run(Plan.of(seed, 1), MemoryDisk::new).broken();
      if (broken != null) {
        return "found by seed " + seed + ", " + broken.invariant();
      }
    }
    return "";
  }
}
