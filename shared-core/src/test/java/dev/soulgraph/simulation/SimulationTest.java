package dev.soulgraph.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Many short lives of the whole system: docs/SIMULATION.md. */
final class SimulationTest {
  private static final int SEEDS = 200;

  private static final Sweep.Setting SETTING =
      new Sweep.Setting(
          MemoryDisk::new, 1, "./simulate --seed SEED --minutes MINUTES --only STEPS --trace");

  @Test
  void whateverHappensAllEndEqualAndNothingThatWasPromisedIsLost() {
    Sweep.check(SETTING, 1, Integer.getInteger("soulgraph.seeds", SEEDS));
  }

  /** A tab's late signature in place of another's refusal, which a reload then found unsent. */
  @Test
  void aRefusedWriteThatTwoTabsHadSignedAnewStaysRefused() {
    Sweep.check(SETTING, 640, 1);
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
