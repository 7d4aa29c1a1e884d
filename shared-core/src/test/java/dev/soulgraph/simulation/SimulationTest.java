package dev.soulgraph.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Many short lives of the whole system: docs/SIMULATION.md. */
final class SimulationTest {
  private static final int SEEDS = 200;

  @Test
  void whateverHappensAllEndEqualAndNothingThatWasPromisedIsLost() {
    int seeds = Integer.getInteger("soulgraph.seeds", SEEDS);
    String again = "./simulate --seed SEED --minutes MINUTES --only STEPS --trace";
    Sweep.check(new Sweep.Setting(MemoryDisk::new, 1, again), 1, seeds);
  }

  @Test
  void aSeedDoesTheSameAgain() {
    Plan plan = Plan.of(1, 1);
    Simulation.Outcome once = Simulation.run(plan, MemoryDisk::new);
    Simulation.Outcome again = Simulation.run(plan, MemoryDisk::new);
    assertEquals(once.trace(), again.trace());
    assertEquals(once.digest(), again.digest());
  }
}
