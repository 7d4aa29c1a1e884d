package dev.soulgraph.database;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.storage.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gathers what is to be kept while one transaction is under way, and writes it as the next. After
 * one that wasn't kept nothing more is written: a cursor must never be kept without the changes
 * before it. What the journal has is whole, and the next start goes on from there.
 */
final class JournalQueue {
  /** One thing to be done in a transaction. */
  private interface Step {
    void apply(Journal journal);
  }

  private final Journal journal;
  private final Consumer<SoulgraphException> failed;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, byte[]> metas = new LinkedHashMap<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean busy;
  private boolean lost;

  JournalQueue(Journal journal, Consumer<SoulgraphException> failed) {
    this.journal = journal;
    this.failed = failed;
  }

  void record(double key, byte[] record) {
    steps.add(j -> j.putRecord(key, record));
  }

  void dropRecord(double key) {
    steps.add(j -> j.removeRecord(key));
  }

  void pending(double key, byte[] record) {
    steps.add(j -> j.putPending(key, record));
  }

  void dropPending(double key) {
    steps.add(j -> j.removePending(key));
  }

  /** The last value of a transaction is the one that is written. */
  void meta(String name, byte[] value) {
    metas.put(name, value);
  }

  /** Runs once everything so far is durable. */
  void whenKept(Runnable then) {
    waiting.add(then);
  }

  /** The same, but at once where nothing is kept any more. */
  void whenKeptOrLost(Runnable then) {
    if (lost) {
      then.run();
    } else {
      waiting.add(then);
    }
  }

  /** Begins a transaction unless one is under way or there is nothing to keep. */
  void pump() {
    if (lost) {
      steps.clear();
      metas.clear();
      waiting.clear();
    }
    if (busy || steps.isEmpty() && metas.isEmpty() && waiting.isEmpty()) {
      return;
    }
    busy = true;
    List<Runnable> then = new ArrayList<>(waiting);
    waiting.clear();
    if (steps.isEmpty() && metas.isEmpty()) {
      ended(true, then);
      return;
    }
    journal.begin();
    steps.forEach(step -> step.apply(journal));
    metas.forEach(journal::putMeta);
    steps.clear();
    metas.clear();
    journal.end(kept -> ended(kept, then));
  }

  private void ended(boolean kept, List<Runnable> then) {
    busy = false;
    if (kept) {
      then.forEach(Runnable::run);
    } else {
      lost = true;
      failed.accept(
          new SoulgraphException(Code.STORAGE_FAILED, "what is written is kept", "transaction"));
    }
    pump();
  }
}
