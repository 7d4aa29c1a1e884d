package dev.soulgraph.node.store;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.merge.Ladder;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts winners in and takes losers out. Of what is there already it reads no more than a merge asks
 * for: mostly a state. For one thread.
 */
final class Merger {
  /** A leaf that isn't wanted any more. */
  private record Dropped(int position, Hash id) {}

  /** Who has to know what comes into the set and what goes. */
  interface Listener {
    void changed(Soul soul, String slot, Item item, long number, boolean added);
  }

  private final Tables tables;
  private final Seals seals;
  private final Erases erases;
  private final Usage usage;
  private final Listener listener;
  private final ChangeCodec codec = new ChangeCodec();
  private final Ladder ladder = new Ladder(codec);
  private final CborWriter out = new CborWriter(512);

  /** What the present merge has beaten, by seal. */
  private final Map<Long, List<Dropped>> dropped = new LinkedHashMap<>();

  private long head;
  private long size;
  private boolean beaten;

  Merger(Tables tables, Seals seals, Erases erases, Listener listener, long head, long size) {
    this.tables = tables;
    this.seals = seals;
    this.erases = erases;
    usage = new Usage(tables);
    this.listener = listener;
    this.head = head;
    this.size = size;
  }

  long head() {
    return head;
  }

  long size() {
    return size;
  }

  Usage usage() {
    return usage;
  }

  /** Whether this opening has taken anything out. */
  boolean hasBeaten() {
    return beaten;
  }

  @Nullable Outcome[] merge(Part part, boolean @Nullable [] take) {
    @Nullable Outcome[] outcomes = new Outcome[part.leaves().length];
    if (!anyWins(part, take, outcomes)) {
      return outcomes;
    }
    Seal arriving = part.seal();
    Long known = seals.find(arriving);
    long number = known == null ? seals.add(arriving) : known;
    SealFacts facts = seals.facts(number, arriving, codec);
    PrunedTree tree = new PrunedTree(arriving.size(), facts);
    seals.learn(tree, facts, part);
    // All winners come in before any leaf is dropped: a dropped leaf's hash merges upwards until it
    // meets a leaf that is here.
    for (int i = 0; i < outcomes.length; i++) {
      Change change = part.leaves()[i].change();
      if (change != null && (take == null || take[i])) {
        outcomes[i] = mergeOne(change, part.leaves()[i].id(), number, part.positions()[i]);
      }
    }
    List<Dropped> others = dropped.getOrDefault(number, new ArrayList<>());
    others.removeIf(each -> Arrays.binarySearch(part.positions(), each.position()) >= 0);
    for (int i = 0; i < outcomes.length; i++) {
      int position = part.positions()[i];
      if (!tables.leaves.containsKey(Packing.leaf(number, position))) {
        tree.drop(position, part.leaves()[i].id());
      }
    }
    dropBeaten(0);
    usage.write();
    return outcomes;
  }

  /** Most of what comes twice comes whole; it costs no write. */
  private boolean anyWins(Part part, boolean @Nullable [] take, @Nullable Outcome[] outcomes) {
    for (int i = 0; i < outcomes.length; i++) {
      Change change = part.leaves()[i].change();
      if (change != null && (take == null || take[i])) {
        Outcome lost = lost(change, tables.index.get(Records.indexKey(change)));
        if (lost == null) {
          return true;
        }
        outcomes[i] = lost;
      }
    }
    return false;
  }

  /** Null for a change that wins. */
  private @Nullable Outcome lost(Change change, @Nullable Long old) {
    int order = old == null ? 1 : compare(change, old);
    if (order <= 0) {
      return order == 0 ? Outcome.DUPLICATE : Outcome.SUPERSEDED;
    }
    return erases.cover(change) ? Outcome.ERASED : null;
  }

  private int compare(Change change, long old) {
    byte[] record = tables.record(old);
    int states = Long.compare(change.state(), Records.state(record));
    if (states != 0) {
      return states;
    }
    Records.Logged logged = Records.logged(record);
    return ladder.compare(change, logged.change(seals.get(logged.seal()).author()));
  }

  private Outcome mergeOne(Change change, Hash id, long seal, int position) {
    String key = Records.indexKey(change);
    Long old = tables.index.get(key);
    Outcome lost = lost(change, old);
    if (lost != null) {
      return lost;
    }
    if (old != null) {
      takeOut(old);
    } else {
      size++;
    }
    head++;
    byte[] record = Records.log(out, change, seal, position);
    tables.log.put(head, record);
    usage.changed(change.author(), change.soul().firstSegment(), Usage.bytes(record));
    tables.index.put(key, head);
    tables.leaves.put(Packing.leaf(seal, position), head);
    erases.changed(change.soul(), change.slot(), 1);
    Item item = new Item(change.state(), id);
    listener.changed(change.soul(), change.slot(), item, head, true);
    String expiry = Expiry.key(change.soul(), key);
    if (expiry != null) {
      tables.expiring.put(expiry, head);
    }
    if (change.kind() == Change.KIND_ERASE) {
      erase(change, seal);
    }
    return Outcome.APPLIED;
  }

  /**
   * Takes out all that an erase covers, in the merge of the erase: no reader sees a part of it. Of
   * a prefix with millions of winners that takes as long as to merge them; memory grows by what the
   * file forgets, for an erase's losers are dropped from their seals as they are found.
   */
  private void erase(Change erase, long seal) {
    for (ScopeRange range : Erases.reach(erase)) {
      String from = range.from();
      while (from != null) {
        List<String> covered = new ArrayList<>();
        from = erases.findCovered(erase, from, range.to(), covered);
        covered.forEach(this::forget);
        dropBeaten(seal);
      }
    }
  }

  private void forget(String indexKey) {
    Long number = tables.index.remove(indexKey);
    if (number != null) {
      Soul soul = takeOut(number);
      size--;
      String expiry = Expiry.key(soul, indexKey);
      if (expiry != null) {
        tables.expiring.remove(expiry);
      }
    }
  }

  /** Takes winners out of log and seals; what names them elsewhere is the caller's. */
  void takeOut(List<Long> numbers) {
    numbers.forEach(this::takeOut);
    dropBeaten(0);
    usage.write();
  }

  private Soul takeOut(long number) {
    byte[] record = tables.record(number);
    Records.Logged logged = Records.logged(record);
    Seal seal = seals.get(logged.seal());
    Hash id = Seals.id(logged, seal, codec);
    usage.changed(seal.author(), logged.soul().firstSegment(), -Usage.bytes(record));
    tables.log.remove(number);
    beaten = true;
    tables.leaves.remove(Packing.leaf(logged.seal(), logged.position()));
    dropped
        .computeIfAbsent(logged.seal(), none -> new ArrayList<>())
        .add(new Dropped(logged.position(), id));
    erases.changed(logged.soul(), logged.slot(), -1);
    Item item = new Item(logged.state(), id);
    listener.changed(logged.soul(), logged.slot(), item, number, false);
    return logged.soul();
  }

  /**
   * @param but a seal whose turn comes later; 0: none
   */
  private void dropBeaten(long but) {
    List<Dropped> later = dropped.remove(but);
    dropped.forEach(this::dropBeaten);
    dropped.clear();
    if (later != null) {
      dropped.put(but, later);
    }
  }

  private void dropBeaten(long number, List<Dropped> losers) {
    if (!seals.isUsed(number)) {
      seals.remove(number);
      return;
    }
    Seal seal = seals.get(number);
    PrunedTree tree = new PrunedTree(seal.size(), seals.facts(number, seal, codec));
    losers.forEach(loser -> tree.drop(loser.position(), loser.id()));
  }

  /** Takes out what has expired, at most {@code max} winners; returns how many. */
  int expire(long nowMs, int max) {
    int count = 0;
    String first = tables.expiring.firstKey();
    while (first != null && count < max && Expiry.isPast(first, nowMs)) {
      Long number = tables.expiring.remove(first);
      tables.index.remove(Expiry.indexKey(first));
      if (number != null) {
        takeOut(number);
        size--;
        count++;
      }
      first = tables.expiring.firstKey();
    }
    dropBeaten(0);
    usage.write();
    return count;
  }
}
