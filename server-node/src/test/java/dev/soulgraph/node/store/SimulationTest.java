package dev.soulgraph.node.store;

import dev.soulgraph.simulation.Sweep;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of the simulator's worlds with the real store: its indexes are what is compared by. */
final class SimulationTest {
  private static final int SEEDS = 12;

  private static final String AGAIN =
      "mvn -pl server-node -am package -Dtest='SimulationTest' -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dsoulgraph.seed=SEED";

  @TempDir Path folder;
  private int folders;

  @Test
  void nothingIsLostOnTheRealStore() {
    Long one = Long.getLong("soulgraph.seed");
    long from = one == null ? 1001 : one;
    int seeds = one == null ? SEEDS : 1;
    Sweep.check(number -> new SimulatedDisk(this::newFolder), from, seeds, 1, AGAIN);
  }

  private Path newFolder() {
    return folder.resolve("disk" + ++folders);
  }
}
