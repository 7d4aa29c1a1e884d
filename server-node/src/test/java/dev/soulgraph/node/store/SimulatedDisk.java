package dev.soulgraph.node.store;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.simulation.Disk;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Entropy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A simulated node's disk with the real store on it: a power cut may lose any of what it may. */
final class SimulatedDisk implements Disk {
  private static final List<Loss> LOSSES = List.of(Loss.values());

  private final Supplier<Path> folders;
  private final VolatileDisk disk;
  private @Nullable MvStore store;

  /**
   * @param folders gives a new one each time
   */
  SimulatedDisk(Supplier<Path> folders) {
    this.folders = folders;
    disk = new VolatileDisk(folders.get());
  }

  @Override
  public Store open(WallClock clock, Entropy entropy) {
    MvStore opened = disk.open("main", clock, entropy);
    store = opened;
    return opened;
  }

  @Override
  public void powerCut(Dice dice) {
    Map<String, byte[]> left = dice.pick(LOSSES).leave(disk.platter(), new Random(dice.next()));
    close();
    // What closing has still written never reached it.
    disk.insert(left);
  }

  private void close() {
    try {
      if (store != null) {
        store.close();
      }
    } catch (SoulgraphException e) {
      // Its disk is gone.
    }
    store = null;
  }

  @Override
  public Disk copy() {
    SimulatedDisk copy = new SimulatedDisk(folders);
    copy.disk.insert(Loss.ALL.leave(disk.platter(), new Random(0)));
    return copy;
  }

  @Override
  public void discard() {
    close();
    disk.remove();
  }
}
