package dev.soulgraph.testing;

import dev.soulgraph.database.Database;
import dev.soulgraph.storage.Journal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A journal that keeps a transaction whole, some time after its end, or loses it whole. */
public final class MemoryJournal implements Journal {
  /** What a reload finds; several tabs may share it. */
  public static final class Disk {
    final TreeMap<Double, byte[]> records = new TreeMap<>();
    final TreeMap<Double, byte[]> pending = new TreeMap<>();
    final Map<String, byte[]> metas = new LinkedHashMap<>();
    private long recordBytesWritten;

    /** Gives a database all that is kept. */
    void load(Database database) {
      records.forEach(database::loadRecord);
      pending.forEach(database::loadPending);
      metas.forEach(database::loadMeta);
    }

    public int records() {
      return records.size();
    }

    /** What all records take. */
    public long recordBytes() {
      return records.values().stream().mapToLong(record -> record.length).sum();
    }

    /** What all records took that were ever kept. */
    public long recordBytesWritten() {
      return recordBytesWritten;
    }

    public int pending() {
      return pending.size();
    }

    public Collection<byte[]> pendingRecords() {
      return pending.values();
    }

    public Map<String, byte[]> metas() {
      return metas;
    }

    /** Whether these bytes lie in some record. */
    public boolean holds(byte[] wanted) {
      return records.values().stream().anyMatch(record -> indexOf(record, wanted) >= 0);
    }

    /** Whether these bytes lie anywhere. */
    public boolean holdsAnywhere(byte[] wanted) {
      return holds(wanted)
          || pending.values().stream().anyMatch(record -> indexOf(record, wanted) >= 0)
          || metas.values().stream().anyMatch(record -> indexOf(record, wanted) >= 0);
    }

    /** Makes the records unreadable. */
    public void damage() {
      records.replaceAll((key, record) -> Arrays.copyOf(record, record.length - 1));
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
      for (int at = 0; at + wanted.length <= bytes.length; at++) {
        int same = 0;
        while (same < wanted.length && bytes[at + same] == wanted[same]) {
          same++;
        }
        if (same == wanted.length) {
          return at;
        }
      }
      return -1;
    }
  }

  private final World world;
  private final Disk disk;
  private List<Runnable> steps = new ArrayList<>();
  private boolean failing;
  private boolean held;
  private boolean gone;
  private boolean busy;
  private final List<Runnable> waiting = new ArrayList<>();

  MemoryJournal(World world, Disk disk) {
    this.world = world;
    this.disk = disk;
  }

  /** From now on nothing is kept. */
  public void fail() {
    failing = true;
  }

  /** What comes from now on is kept again. */
  public void heal() {
    failing = false;
  }

  /** Transactions don't end until {@link #release}. */
  public void hold() {
    held = true;
  }

  public void release() {
    held = false;
    List<Runnable> ended = new ArrayList<>(waiting);
    waiting.clear();
    ended.forEach(Runnable::run);
  }

  /** Whether nothing waits to be kept. */
  public boolean idle() {
    return !busy;
  }

  /** The tab is gone: what hasn't ended is lost. */
  void lose() {
    gone = true;
  }

  @Override
  public void begin() {
    steps = new ArrayList<>();
  }

  @Override
  public void putRecord(double key, byte[] record) {
    steps.add(
        () -> {
          disk.recordBytesWritten += record.length;
          disk.records.put(key, record);
        });
  }

  @Override
  public void removeRecord(double key) {
    steps.add(() -> disk.records.remove(key));
  }

  @Override
  public void putPending(double key, byte[] record) {
    steps.add(() -> disk.pending.put(key, record));
  }

  @Override
  public void removePending(double key) {
    steps.add(() -> disk.pending.remove(key));
  }

  @Override
  public void putMeta(String name, byte[] value) {
    steps.add(() -> disk.metas.put(name, value));
  }

  @Override
  public void end(Consumer<Boolean> answer) {
    List<Runnable> transaction = steps;
    boolean kept = !failing;
    busy = true;
    Runnable end =
        () -> {
          if (!gone) {
            busy = false;
            if (kept) {
              transaction.forEach(Runnable::run);
            }
            answer.accept(kept);
          }
        };
    if (held) {
      waiting.add(end);
    } else {
      world.soon(end);
    }
  }
}
