package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.reconcile.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * The items of everything and of each space, on disk. What has changed is gathered, for what comes
 * together often changes the same sums; {@link #flush} must go before a question and before what
 * has changed is written.
 */
final class Fingerprints {
  static final long ALL = 0;

  /** Gathered changes cost about a hundred bytes each. */
  private static final int PENDING_MAX = 1 << 16;

  private final ItemTrees trees;
  private final MVMap<String, Long> spaces;

  /** Each stands in its space's tree. */
  private final List<ItemTrees.Delta> pending = new ArrayList<>();

  /** The spaces that {@link #pending} speaks of. */
  private final Map<String, Long> touched = new HashMap<>();

  private long lastTree;

  Fingerprints(ItemTrees trees, MVMap<String, Long> spaces) {
    this.trees = trees;
    this.spaces = spaces;
    ItemKey last = trees.items.lastKey();
    lastTree = last == null ? ALL : last.tree();
  }

  void changed(Soul soul, Item item, long number, boolean added) {
    long tree = touched.computeIfAbsent(soul.firstSegment(), this::tree);
    pending.add(new ItemTrees.Delta(ItemKey.of(tree, item, number), item.id(), added));
    if (pending.size() >= PENDING_MAX) {
      flush();
    }
  }

  /** Begins with what a log has. */
  void build(MVMap<Long, byte[]> log, LongFunction<Hash> ids) {
    Cursor<Long, byte[]> cursor = log.cursor(null);
    while (cursor.hasNext()) {
      long number = cursor.next();
      Records.Logged logged = Records.logged(cursor.getValue());
      changed(logged.soul(), new Item(logged.state(), ids.apply(number)), number, true);
    }
  }

  private long tree(String space) {
    Long known = spaces.get(space);
    if (known == null) {
      known = ++lastTree;
      spaces.put(space, known);
    }
    return known;
  }

  void flush() {
    ItemTrees.Delta.sort(pending);
    LongFunction<Hash> known = trees.known(pending);
    trees.apply(ALL, pending, known);
    Map<Long, List<ItemTrees.Delta>> bySpace = new LinkedHashMap<>();
    for (ItemTrees.Delta delta : pending) {
      bySpace.computeIfAbsent(delta.key().tree(), tree -> new ArrayList<>()).add(delta);
    }
    bySpace.forEach((tree, deltas) -> trees.apply(tree, deltas, known));
    pending.clear();
    touched.forEach(this::forgetIfEmpty);
    touched.clear();
  }

  private void forgetIfEmpty(String space, long tree) {
    if (!trees.holds(tree)) {
      spaces.remove(space);
    }
  }

  /** The items of everything or of a space. */
  ItemSet items(Scope scope) {
    Long tree = scope.kind() == Scope.Kind.ALL ? Long.valueOf(ALL) : spaces.get(scope.name());
    return new ItemSet(trees, tree == null ? ItemKey.NO_TREE : tree);
  }
}
