package dev.soulgraph.browser;

import dev.soulgraph.storage.Journal;
import java.util.function.Consumer;

/** IndexedDB, or memory where that can't be had. */
final class HostJournal implements Journal {
  private final Host host;
  private final Answers<Boolean> stored;

  HostJournal(Host host, Answers<Boolean> stored) {
    this.host = host;
    this.stored = stored;
  }

  @Override
  public void begin() {
    host.storeBegin();
  }

  @Override
  public void putRecord(double key, byte[] record) {
    host.storeRecord(key, Bytes.toJs(record));
  }

  @Override
  public void removeRecord(double key) {
    host.removeRecord(key);
  }

  @Override
  public void putPending(double key, byte[] record) {
    host.storePending(key, Bytes.toJs(record));
  }

  @Override
  public void removePending(double key) {
    host.removePending(key);
  }

  @Override
  public void putMeta(String name, byte[] value) {
    host.storeMeta(name, Bytes.toJs(value));
  }

  @Override
  public void end(Consumer<Boolean> answer) {
    host.storeEnd(stored.expect(answer));
  }
}
