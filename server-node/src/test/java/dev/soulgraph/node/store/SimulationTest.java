package dev.soulgraph.node.store;

import dev.soulgraph.simulation.Disk;
import dev.soulgraph.simulation.Sweep;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of the simulator's worlds with the real store: its indexes are what is compared by. */
final class SimulationTest {
  private static final int FROM = 1001;
  private static final int SEEDS = 12;

  private static final String AGAIN =
      "./simulate --seed SEED --minutes MINUTES --only STEPS --trace --store h2";

  @TempDir Path folder;
  private int folders;

  @Test
  void nothingIsLostOnTheRealStore() {
    Disk.Maker disks = number -> new SimulatedDisk(this::newFolder);
    Sweep.check(new Sweep.Setting(disks, 1, AGAIN), FROM, SEEDS);
  }

  private Path newFolder() {
    return folder.resolve("disk" + ++folders);
  }
}
