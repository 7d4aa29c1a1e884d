package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Item;
import org.jspecify.annotations.Nullable;

/** An item that is passed on the way; its id is worked out when it is asked for. */
final class Candidate {
  private final ItemTrees trees;
  private final ItemKey key;
  private @Nullable Hash id;

  Candidate(ItemTrees trees, ItemKey key) {
    this.trees = trees;
    this.key = key;
  }

  ItemKey key() {
    return key;
  }

  long number() {
    return key.number();
  }

  Hash id() {
    Hash known = id;
    if (known == null) {
      known = trees.id(key);
      id = known;
    }
    return known;
  }

  Item item() {
    return new Item(key.state(), id());
  }
}
