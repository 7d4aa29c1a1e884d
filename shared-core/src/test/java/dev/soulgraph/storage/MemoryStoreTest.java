package dev.soulgraph.storage;

import java.util.Arrays;

final class MemoryStoreTest extends StoreContract {
  private int disks;
  private MemoryStore.Disk disk = another();

  @Override
  protected Store open() {
    return new MemoryStore(disk, () -> nowMs);
  }

  @Override
  protected void forget() {
    disk = another();
  }

  private MemoryStore.Disk another() {
    return new MemoryStore.Disk(
        Arrays.copyOf(new byte[] {(byte) ++disks}, MemoryStore.Disk.NAME_BYTES));
  }
}
