package dev.soulgraph.reconcile;

import java.util.function.Consumer;

/**
 * An ordered set of items as range-based set reconciliation looks at it. Implementations answer
 * everything but {@link #each} in O(log n).
 */
public interface Items {
  int size();

  /** The number of items that lie below a bound. */
  int rank(Item bound);

  /** The item with so many items below it; 0 ≤ rank < size. */
  Item at(int rank);

  /** The sum of the ids of the items of the ranks {@code from} ≤ rank < {@code to}. */
  IdSum sum(int from, int to);

  /** Those items in order. O(log n + number of them). */
  void each(int from, int to, Consumer<Item> consumer);

  /** Those of them that lie below a bound, as long as the set doesn't change. */
  default Items below(Item bound) {
    return new ItemsBelow(this, bound);
  }
}
