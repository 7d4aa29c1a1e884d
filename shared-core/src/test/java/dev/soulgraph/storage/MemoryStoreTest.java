package dev.soulgraph.storage;

final class MemoryStoreTest extends StoreContract {
  private MemoryStore.Disk disk = new MemoryStore.Disk();

  @Override
  protected Store open() {
    return new MemoryStore(disk, () -> nowMs);
  }

  @Override
  protected void forget() {
    disk = new MemoryStore.Disk();
  }
}
