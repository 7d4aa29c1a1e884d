package dev.soulgraph.node.store;

import dev.soulgraph.auth.Verifier;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.merge.Ladder;
import dev.soulgraph.reconcile.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * Makes a store anew from the changes that its seals prove: the log and the seals are what is told
 * to others, and everything else follows from them. Written in steps, for what it changes may be
 * larger than memory; until the last of them no node opens the file.
 */
final class Repair {
  /** About as many changes lie in memory before they are written. */
  private static final int STEP = 50_000;

  private final MvFile file;
  private final Tables tables;
  private final Counters counters;
  private final Seals seals;
  private final Erases erases;
  private final Set<Long> unlawful;
  private final Verifier verifier;
  private final Check.Progress progress;
  private final ChangeCodec codec = new ChangeCodec();
  private final Ladder ladder = new Ladder(codec);
  private int sinceWritten;

  /**
   * @param unlawful seals with changes that break rules, or that can't be read
   */
  Repair(
      MvFile file,
      Tables tables,
      Counters counters,
      Set<Long> unlawful,
      Verifier verifier,
      Check.Progress progress) {
    this.file = file;
    this.tables = tables;
    this.counters = counters;
    this.unlawful = unlawful;
    this.verifier = verifier;
    this.progress = progress;
    seals = new Seals(tables);
    erases = new Erases(tables);
  }

  /** Returns how many changes are gone. */
  long run() {
    counters.repairing(true);
    write();
    long before = tables.log.sizeAsLong();
    remove(unlawful);
    index();
    // Now that the leaves are listed anew it shows what the seals prove.
    Set<Long> unproven = new HashSet<>();
    new SealInspection(
            tables, seals, counters.network(), verifier, new Findings(), unproven, progress)
        .run();
    if (!unproven.isEmpty()) {
      remove(unproven);
      index();
    }
    removeLosers();
    seals();
    removeStrays();
    fingerprints();
    new Usage(tables).build();
    Long last = tables.log.lastKey();
    long head = Math.max(counters.head(), last == null ? 0 : last);
    counters.set(head, tables.log.sizeAsLong());
    new Followed(tables.meta).clear();
    counters.repairing(false);
    write();
    return before - tables.log.sizeAsLong();
  }

  private void write() {
    file.commit();
    file.force();
    sinceWritten = 0;
  }

  private void step(String what, long done, long total) {
    if (++sinceWritten >= STEP) {
      progress.at(what, done, total);
      write();
    }
  }

  /** Takes out seals with all that only they prove, and what can't be read or has none. */
  private void remove(Set<Long> gone) {
    gone.forEach(tables.seals::remove);
    each(
        "taking out what isn't proven",
        (number, record) -> {
          if (isLost(record)) {
            tables.log.remove(number);
          }
        });
  }

  private boolean isLost(byte[] record) {
    try {
      byte[] seal = tables.seals.get(Records.logged(record).seal());
      return seal == null || !isReadable(seal);
    } catch (RuntimeException e) {
      return true;
    }
  }

  private static boolean isReadable(byte[] seal) {
    try {
      return Records.seal(seal).size() > 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void removeTree(long seal) {
    List<Long> gone = new ArrayList<>();
    Iterator<Long> keys = tables.hashes.keyIterator(Packing.node(seal, 0, 0));
    for (long key = next(keys); key < Packing.nodeEnd(seal); key = next(keys)) {
      gone.add(key);
    }
    gone.forEach(tables.hashes::remove);
  }

  private static long next(Iterator<Long> keys) {
    return keys.hasNext() ? keys.next() : Long.MAX_VALUE;
  }

  private interface Each {
    void change(long number, byte[] record);
  }

  /** What is removed meanwhile doesn't disturb. */
  private void each(String what, Each action) {
    long total = tables.log.sizeAsLong();
    Long number = tables.log.firstKey();
    for (long done = 0; number != null; done++) {
      action.change(number, tables.record(number));
      step(what, done, total);
      number = tables.log.higherKey(number);
    }
  }

  /** Clears all that follows from the log and the seals, and makes most of it anew. */
  private void index() {
    for (MVMap<?, ?> map :
        List.of(
            tables.index,
            tables.leaves,
            tables.identities,
            tables.expiring,
            tables.erases,
            tables.spaces)) {
      map.clear();
    }
    tables.itemTrees(counters.salt(), seals::idAt).clear();
    write();
    Cursor<Long, byte[]> cursor = tables.seals.cursor(null);
    while (cursor.hasNext()) {
      long number = cursor.next();
      if (isReadable(cursor.getValue())) {
        tables.identities.put(Records.seal(cursor.getValue()).identity().bytes(), number);
      }
    }
    each("indexing", (number, record) -> index(number, Records.logged(record)));
  }

  private void index(long number, Records.Logged logged) {
    String key = logged.indexKey();
    Long other = tables.index.get(key);
    if (other == null || ladder.compare(change(number), change(other)) > 0) {
      tables.index.put(key, number);
    }
    tables.leaves.put(Packing.leaf(logged.seal(), logged.position()), number);
    erases.changed(logged.soul(), logged.slot(), 1);
    String expiry = Expiry.key(logged.soul(), key);
    if (expiry != null) {
      tables.expiring.put(expiry, tables.index.get(key));
    }
  }

  private Change change(long number) {
    Records.Logged logged = tables.logged(number);
    return logged.change(seals.get(logged.seal()).author());
  }

  /** What another change beats, and what is erased. */
  private void removeLosers() {
    Merger merger = new Merger(tables, seals, erases, new Unheard(), 0, 0);
    each(
        "merging",
        (number, record) -> {
          Change change = change(number);
          String key = Records.indexKey(change);
          Long winner = tables.index.get(key);
          boolean beaten = winner == null || winner != number;
          if (beaten || erases.cover(change)) {
            if (!beaten) {
              tables.index.remove(key);
            }
            merger.takeOut(List.of(number));
          }
        });
  }

  private static final class Unheard implements Merger.Listener {
    @Override
    public void changed(Soul soul, String slot, Item item, long number, boolean added) {
      // All fingerprints are made anew afterwards.
    }
  }

  private void seals() {
    long total = tables.seals.sizeAsLong();
    Long number = tables.seals.firstKey();
    for (long done = 0; number != null; done++) {
      if (seals.isUsed(number)) {
        seals.keepAnew(number, codec);
      } else {
        seals.remove(number);
      }
      step("seals", done, total);
      number = tables.seals.higherKey(number);
    }
  }

  private void removeStrays() {
    Long node = tables.hashes.firstKey();
    while (node != null) {
      long seal = Packing.seal(node);
      if (!tables.seals.containsKey(seal)) {
        removeTree(seal);
      }
      node = tables.hashes.ceilingKey(Packing.nodeEnd(seal));
    }
  }

  private void fingerprints() {
    ItemTrees trees = tables.itemTrees(counters.salt(), seals::idAt);
    Fingerprints fingerprints = new Fingerprints(trees, tables.spaces);
    each(
        "fingerprints",
        (number, record) -> {
          Records.Logged logged = Records.logged(record);
          Item item = new Item(logged.state(), seals.idAt(number));
          fingerprints.changed(logged.soul(), item, number, true);
        });
    fingerprints.flush();
  }
}
