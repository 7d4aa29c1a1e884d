package dev.soulgraph.node.fuzz;

import dev.soulgraph.node.store.StoredRecords;
import dev.soulgraph.testing.MemoryJournal;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;

/** What a disk gives back that isn't what was written: a node's records, and a page's. */
final class Stored implements Target {
  @Override
  public void read(byte[] input) {
    Input in = new Input(input);
    int kind = in.below(8);
    double key = 1 + in.below(4);
    byte[] record = in.rest();
    switch (kind) {
      case 0 -> StoredRecords.log(record);
      case 1 -> StoredRecords.seal(record);
      default -> {
        World world = new World(1, 0);
        Tab tab = new Tab(world, "somebody", new MemoryJournal.Disk());
        switch (kind) {
          case 2 -> tab.database().loadRecord(key, record);
          case 3 -> tab.database().loadPending(key, record);
          case 4 -> tab.database().loadMeta("cursor/all", record);
          case 5 -> tab.database().loadMeta("state", record);
          default -> tab.database().shared(record);
        }
        world.settle();
        tab.database().tick();
        tab.database().souls("");
      }
    }
  }
}
