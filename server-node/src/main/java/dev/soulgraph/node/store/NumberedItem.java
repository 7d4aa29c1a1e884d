package dev.soulgraph.node.store;

import dev.soulgraph.reconcile.Item;

/** An item and the number under which the log has it. */
record NumberedItem(Item item, long number) implements Comparable<NumberedItem> {
  @Override
  public int compareTo(NumberedItem other) {
    return item.compareTo(other.item);
  }
}
