package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.storage.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One tab's way to its browser's storage: a transaction is kept whole some time later, or lost. */
final class TabJournal implements Journal {
  private static final int SLOWEST_MS = 30;
  private static final String CURSORS = "cursor/";

  private final Timeline timeline;
  private final JournalDisk disk;
  private final Dice dice;
  private List<Runnable> steps = new ArrayList<>();
  private List<byte[]> cursors = new ArrayList<>();
  private boolean failing;
  private boolean gone;

  TabJournal(Timeline timeline, JournalDisk disk, Dice dice) {
    this.timeline = timeline;
    this.disk = disk;
    this.dice = dice;
  }

  /** From now on nothing is kept: the quota is used up, or the storage is gone. */
  void fail() {
    failing = true;
  }

  boolean isFailing() {
    return failing;
  }

  /** The tab is gone; what hasn't ended is lost. */
  void lose() {
    gone = true;
  }

  @Override
  public void begin() {
    steps = new ArrayList<>();
    cursors = new ArrayList<>();
  }

  @Override
  public void putRecord(double key, byte[] record) {
    steps.add(() -> disk.putRecord(key, record));
  }

  @Override
  public void removeRecord(double key) {
    steps.add(() -> disk.records.remove(key));
  }

  @Override
  public void putPending(double key, byte[] record) {
    steps.add(() -> disk.putPending(key, record));
  }

  @Override
  public void removePending(double key) {
    steps.add(() -> disk.pending.remove(key));
  }

  @Override
  public void putMeta(String name, byte[] value) {
    steps.add(() -> disk.metas.put(name, value));
    if (name.startsWith(CURSORS) && value.length > 0) {
      cursors.add(value);
    }
  }

  @Override
  public void end(Consumer<Boolean> answer) {
    List<Runnable> transaction = steps;
    List<byte[]> moved = cursors;
    timeline.after(
        1 + dice.below(SLOWEST_MS),
        () -> {
          if (gone) {
            return;
          }
          boolean kept = !failing;
          if (kept) {
            transaction.forEach(Runnable::run);
            moved.forEach(disk::checkCursors);
          }
          answer.accept(kept);
        });
  }
}
