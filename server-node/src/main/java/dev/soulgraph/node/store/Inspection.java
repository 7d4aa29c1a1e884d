package dev.soulgraph.node.store;

import dev.soulgraph.auth.Space;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Seal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a stopped node's store and says which of its rules don't hold: every winner is
 * lawful, proven by a seal whose signature fits, the only one of its soul and key, not erased, and
 * named by each index and fingerprint that has to name it. Changes nothing. O(n log n).
 */
final class Inspection {
  private final Tables tables;
  private final Counters counters;
  private final Seals seals;
  private final Erases erases;
  private final ItemTrees trees;
  private final Verifier verifier;
  private final Findings findings = new Findings();
  private final Check.Progress progress;
  private final ChangeCodec codec = new ChangeCodec();

  /** Seals with changes that break rules, or that aren't there or can't be read. */
  private final Set<Long> unlawful = new HashSet<>();

  /** How many winners each space has. */
  private final Map<String, Long> bySpace = new HashMap<>();

  Inspection(Tables tables, Counters counters, Verifier verifier, Check.Progress progress) {
    this.tables = tables;
    this.counters = counters;
    this.verifier = verifier;
    this.progress = progress;
    seals = new Seals(tables);
    erases = new Erases(tables);
    trees = tables.itemTrees(counters.salt(), seals::idAt);
  }

  Findings findings() {
    return findings;
  }

  Set<Long> unlawful() {
    return unlawful;
  }

  Inspection run() {
    winners();
    Set<Long> unproven = new HashSet<>();
    new SealInspection(tables, seals, counters.network(), verifier, findings, unproven, progress)
        .run();
    named(tables.index, "the index names winners", (key, number) -> isIndexed(key, number));
    named(tables.leaves, "the leaves of seals are winners", (key, number) -> isLeaf(key, number));
    named(
        tables.expiring,
        "what is listed to expire is a winner",
        (key, number) -> isIndexed(Expiry.indexKey(key), number));
    counters();
    if (unlawful.isEmpty()) {
      fingerprints();
      if (!new Usage(tables).holds()) {
        findings.add("stored bytes are counted", tables.usage.size() + " authors and spaces");
      }
    }
    return this;
  }

  private void winners() {
    Cursor<Long, byte[]> cursor = tables.log.cursor(null);
    long total = tables.log.sizeAsLong();
    for (long done = 0; cursor.hasNext(); done++) {
      long number = cursor.next();
      if (done % Check.TOLD_EVERY == 0) {
        progress.at("changes", done, total);
      }
      Records.Logged logged = read(number, cursor.getValue());
      if (logged != null) {
        winner(number, logged);
      }
    }
  }

  private Records.@Nullable Logged read(long number, byte[] record) {
    try {
      return Records.logged(record);
    } catch (RuntimeException e) {
      findings.add("a change can be read", place(number) + ": " + e.getMessage());
      return null;
    }
  }

  private static Records.@Nullable Logged readable(byte[] record) {
    try {
      return Records.logged(record);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static String place(long number) {
    return "number " + number;
  }

  private static String place(Records.Logged logged) {
    return logged.soul().text() + " " + logged.slot().replace('\0', '*').replace('\1', '*');
  }

  private void winner(long number, Records.Logged logged) {
    if (!tables.seals.containsKey(logged.seal())) {
      findings.add("a change has a seal", place(logged));
      unlawful.add(logged.seal());
      return;
    }
    try {
      Change change = logged.change(seals.get(logged.seal()).author());
      ChangeCodec.decode(ChangeCodec.encode(change));
      Space.check(change.kind(), change.soul(), change.author());
      if (erases.cover(change)) {
        findings.add("what is erased isn't there", place(logged));
      }
    } catch (RuntimeException e) {
      findings.add("a change is lawful", place(logged) + ": " + e.getMessage());
      unlawful.add(logged.seal());
      return;
    }
    bySpace.merge(logged.soul().firstSegment(), 1L, Long::sum);
    check(
        "the index names each change", equal(tables.index.get(logged.indexKey()), number), logged);
    check(
        "a seal names its leaves",
        equal(tables.leaves.get(Packing.leaf(logged.seal(), logged.position())), number),
        logged);
    String expiry = Expiry.key(logged.soul(), logged.indexKey());
    check(
        "what expires is listed",
        expiry == null || equal(tables.expiring.get(expiry), number),
        logged);
  }

  private void check(String rule, boolean holds, Records.Logged logged) {
    if (!holds) {
      findings.add(rule, place(logged));
    }
  }

  private static boolean equal(@Nullable Long found, long number) {
    return found != null && found == number;
  }

  private interface Named<K> {
    boolean holds(K key, long number);
  }

  private <K> void named(MVMap<K, Long> map, String rule, Named<K> named) {
    Cursor<K, Long> cursor = map.cursor(null);
    long total = map.sizeAsLong();
    for (long done = 0; cursor.hasNext(); done++) {
      K key = cursor.next();
      if (done % Check.TOLD_EVERY == 0) {
        progress.at(map.getName(), done, total);
      }
      if (!named.holds(key, cursor.getValue())) {
        findings.add(rule, String.valueOf(key).replace('\0', ' '));
      }
    }
  }

  private boolean isIndexed(String key, long number) {
    byte[] record = tables.log.get(number);
    Records.Logged logged = record == null ? null : readable(record);
    return logged != null && logged.indexKey().equals(key);
  }

  private boolean isLeaf(long key, long number) {
    byte[] record = tables.log.get(number);
    Records.Logged logged = record == null ? null : readable(record);
    return logged != null && Packing.leaf(logged.seal(), logged.position()) == key;
  }

  private void counters() {
    equal("the number of changes is counted", counters.size(), tables.log.sizeAsLong());
    Long last = tables.log.lastKey();
    if (last != null && last > counters.head()) {
      findings.add("no number is above the last that was given", last + " > " + counters.head());
    }
    Map<String, Long> counted = new HashMap<>();
    Cursor<String, Long> cursor = tables.index.cursor(null);
    while (cursor.hasNext()) {
      String key = cursor.next();
      if (Records.isErase(Records.slot(key))) {
        String soul = Records.soul(key);
        int end = soul.indexOf('/');
        counted.merge(end < 0 ? soul : soul.substring(0, end), 1L, Long::sum);
      }
    }
    if (!counted.equals(new HashMap<>(tables.erases))) {
      findings.add("erases are counted", counted.size() + " spaces");
    }
  }

  private void equal(String rule, long said, long found) {
    if (said != found) {
      findings.add(rule, said + " instead of " + found);
    }
  }

  private void fingerprints() {
    Cursor<Long, byte[]> cursor = tables.log.cursor(null);
    long total = tables.log.sizeAsLong();
    for (long done = 0; cursor.hasNext(); done++) {
      long number = cursor.next();
      if (done % Check.TOLD_EVERY == 0) {
        progress.at("fingerprints", done, total);
      }
      Records.Logged logged = readable(cursor.getValue());
      if (logged == null) {
        continue;
      }
      Seal seal = seals.get(logged.seal());
      Hash id = Seals.id(logged, seal, codec);
      Item item = new Item(logged.state(), id);
      Long space = tables.spaces.get(logged.soul().firstSegment());
      boolean listed =
          trees.items.containsKey(ItemKey.of(Fingerprints.ALL, item, number))
              && space != null
              && trees.items.containsKey(ItemKey.of(space, item, number));
      check("each change is compared", listed, logged);
    }
    equal("what is compared is a change", trees.items.sizeAsLong(), 2 * tables.log.sizeAsLong());
    equal("a space with changes has a tree", tables.spaces.sizeAsLong(), bySpace.size());
    trees.check(place -> findings.add("a fingerprint sums up its changes", place), progress);
  }
}
