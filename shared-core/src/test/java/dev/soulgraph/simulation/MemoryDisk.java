package dev.soulgraph.simulation;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.testing.CrashingStore;
import org.jspecify.annotations.Nullable;

/** A disk whose platters are a list of what was done. A force reaches it whole, or not at all. */
final class MemoryDisk implements Disk {
  private final CrashingStore.Disk platters;
  private @Nullable CrashingStore store;

  MemoryDisk(int number) {
    this(new CrashingStore.Disk(number));
  }

  private MemoryDisk(CrashingStore.Disk platters) {
    this.platters = platters;
  }

  @Override
  public Store open(WallClock clock, Entropy entropy) {
    CrashingStore opened = new CrashingStore(platters, clock);
    store = opened;
    return opened;
  }

  @Override
  public void powerCut(Dice dice) {
    if (store != null) {
      store.powerCut(dice.onceIn(3) ? store.unforced() : 0);
      store = null;
    }
  }

  @Override
  public Disk copy() {
    return new MemoryDisk(platters.copy());
  }
}
