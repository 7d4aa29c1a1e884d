package dev.soulgraph.node.store;

import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A scope's items with their numbers in the log. */
interface ItemSet extends Items {
  /**
   * Visits the items from a bound on, in order, until {@code visitor} says no.
   *
   * @param to the first item that isn't visited; null: to the end
   */
  void visit(Item from, @Nullable Item to, Predicate<NumberedItem> visitor);
}
