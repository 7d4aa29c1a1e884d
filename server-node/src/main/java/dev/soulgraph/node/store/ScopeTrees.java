package dev.soulgraph.node.store;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.reconcile.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The items of prefixes and souls that somebody has asked for, in memory: built on first use, kept
 * up to date while there is room, those used longest ago forgotten first.
 *
 * <p>All methods but {@link Tree#items} are called by whoever has the store alone.
 */
final class ScopeTrees {
  /** A larger scope isn't compared. An item takes some 150 bytes. */
  static final int ITEMS_MAX = 100_000;

  private static final int ALL_ITEMS_MAX = 2 * ITEMS_MAX;

  /** Each costs some kilobytes before it has an item. */
  private static final int SCOPES_MAX = 1_000;

  /** So many changes wait for a question at most. */
  private static final int PENDING_MAX = 1 << 12;

  private static final long ONLY = 0;

  private final Map<String, Tree> byScope = new LinkedHashMap<>();
  private final long salt;
  private final LongFunction<Hash> ids;
  private int count;

  ScopeTrees(long salt, LongFunction<Hash> ids) {
    this.salt = salt;
    this.ids = ids;
  }

  /** One scope's items. */
  final class Tree {
    private final ItemTrees trees;
    private final List<ItemTrees.Delta> pending = new ArrayList<>();
    private boolean built;
    private int size;

    private Tree() {
      MVStore memory = new MVStore.Builder().autoCommitDisabled().open();
      memory.setVersionsToKeep(0);
      trees = new ItemTrees(memory, salt, ids);
    }

    boolean isBuilt() {
      return built;
    }

    /** Takes over what was found; what has changed since the tree was begun goes above it. */
    Tree build(List<ItemTrees.Delta> found) {
      pending.addAll(0, found);
      built = true;
      flush();
      return this;
    }

    private void flush() {
      if (built && !pending.isEmpty()) {
        ItemTrees.Delta.sort(pending);
        trees.apply(ONLY, pending, trees.known(pending));
        pending.clear();
        int now = trees.items.size();
        count += now - size;
        size = now;
      }
    }

    ItemSet items() {
      return new ItemSet(trees, ONLY);
    }
  }

  static ItemTrees.Delta found(Item item, long number) {
    return new ItemTrees.Delta(ItemKey.of(ONLY, item, number), item.id(), true);
  }

  private static String name(Scope scope) {
    return (scope.kind() == Scope.Kind.SOUL ? "s" : "p") + scope.name();
  }

  /** The scope's tree as the store is now; one that isn't built where there was none. */
  Tree get(Scope scope) {
    Tree tree = byScope.remove(name(scope));
    if (tree == null) {
      tree = new Tree();
    }
    byScope.put(name(scope), tree);
    tree.flush();
    return tree;
  }

  void forget(Scope scope) {
    Tree tree = byScope.remove(name(scope));
    if (tree != null) {
      count -= tree.size;
    }
  }

  /** Makes room beside a scope that is used now; forgets its tree if it couldn't be built. */
  int trim(Scope used) {
    Tree tree = byScope.get(name(used));
    if (tree != null && !tree.built) {
      forget(used);
    }
    Iterator<Map.Entry<String, Tree>> eldest = byScope.entrySet().iterator();
    while (eldest.hasNext() && (byScope.size() > SCOPES_MAX || count > ALL_ITEMS_MAX)) {
      Map.Entry<String, Tree> each = eldest.next();
      if (!each.getKey().equals(name(used))) {
        eldest.remove();
        count -= each.getValue().size;
      }
    }
    return count;
  }

  void changed(Soul soul, String slot, Item item, long number, boolean added) {
    if (byScope.isEmpty()) {
      return;
    }
    String text = soul.text();
    ItemTrees.Delta delta = new ItemTrees.Delta(ItemKey.of(ONLY, item, number), item.id(), added);
    changed(byScope.get("s" + text), delta);
    for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
      changed(byScope.get("p" + text.substring(0, end)), delta);
    }
    if (slot.equals(Change.PREFIX_ERASE)) {
      changedBelow(text + '/', delta);
    }
  }

  /** An erase belongs to what lies under its prefix too. */
  private void changedBelow(String prefix, ItemTrees.Delta delta) {
    byScope.forEach(
        (name, tree) -> {
          if (name.startsWith(prefix, 1)) {
            changed(tree, delta);
          }
        });
  }

  private static void changed(@Nullable Tree tree, ItemTrees.Delta delta) {
    if (tree != null) {
      tree.pending.add(delta);
      if (tree.pending.size() >= PENDING_MAX) {
        tree.flush();
      }
    }
  }
}
