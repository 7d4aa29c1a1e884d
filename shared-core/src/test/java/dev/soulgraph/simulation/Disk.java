package dev.soulgraph.simulation;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Entropy;

/** A node's disk, with a store on it: in memory here, in a file where a node's own tests run. */
public interface Disk {
  /** Makes the disks of one world. */
  interface Maker {
    /**
     * @param number one that no other disk of this world has
     */
    Disk make(int number);
  }

  /** Opens what is on it; what was open before has been closed or cut off. */
  Store open(WallClock clock, Entropy entropy);

  /**
   * The power goes. What the last force wrote is there; what is being forced may be, all of it or
   * nothing, however torn it lies on the disk.
   */
  void powerCut(Dice dice);

  /** What a copy of it would hold, made now. The store may be open. */
  Disk copy();

  /** Nobody needs it any more. */
  default void discard() {}
}
