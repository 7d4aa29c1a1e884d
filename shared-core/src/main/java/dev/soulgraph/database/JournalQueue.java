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

  /** What waits for the end of a transaction; some of it however that ends. */
  private record Waiting(Runnable then, boolean orLost) {}

  private final Journal journal;
  private final Consumer<SoulgraphException> failed;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, byte[]> metas = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
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
    waiting.add(new Waiting(then, false));
  }

  /** The same, but also once it is known that it isn't kept. */
  void whenKeptOrLost(Runnable then) {
    if (lost) {
      then.run();
    } else {
      waiting.add(new Waiting(then, true));
    }
  }

  /** Whether nothing is kept any more. */
  boolean isLost() {
    return lost;
  }

  /** Begins a transaction unless one is under way or there is nothing to keep. */
  void pump() {
    if (lost) {
      steps.clear();
      metas.clear();
      List<Waiting> then = new ArrayList<>(waiting);
      waiting.clear();
      run(then);
    }
    if (busy || steps.isEmpty() && metas.isEmpty() && waiting.isEmpty()) {
      return;
    }
    busy = true;
    List<Waiting> then = new ArrayList<>(waiting);
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

  private void ended(boolean kept, List<Waiting> then) {
    busy = false;
    if (!kept) {
      lost = true;
      failed.accept(
          new SoulgraphException(Code.STORAGE_FAILED, "what is written is kept", "transaction"));
    }
    run(then);
    pump();
  }

  private void run(List<Waiting> then) {
    for (Waiting each : then) {
      if (!lost || each.orLost) {
        each.then.run();
      }
    }
  }
}
