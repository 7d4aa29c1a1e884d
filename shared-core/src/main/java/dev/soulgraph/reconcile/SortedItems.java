package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Hash;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A set that is built once, O(n log n), and then only read: a sorted array, and the sum of all ids
 * up to each {@link #STRIDE}th item. A sum costs two of these and fewer than 2 × STRIDE additions,
 * which is less than the hash that follows it, for two words of memory an item instead of eight.
 */
public final class SortedItems implements Items {
  private static final int STRIDE = 16;

  private final Item[] items;

  /** {@link Hash#WORDS} words each, from the least significant on. */
  private final IdSum[] sums;

  /**
   * @param items in any order, each of them once; the array becomes this object's own
   */
  public SortedItems(Item[] items) {
    this.items = items;
    Arrays.sort(items);
    sums = new IdSum[items.length / STRIDE + 1];
    IdSum sum = new IdSum();
    for (int i = 0; i <= items.length; i++) {
      if (i % STRIDE == 0) {
        sums[i / STRIDE] = new IdSum().add(sum);
      }
      if (i < items.length) {
        sum.add(items[i].id());
      }
    }
  }

  @Override
  public int size() {
    return items.length;
  }

  @Override
  public int rank(Item bound) {
    int low = 0;
    int high = items.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (items[middle].compareTo(bound) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public Item at(int rank) {
    return items[rank];
  }

  @Override
  public IdSum sum(int from, int to) {
    return sumBelow(to).subtract(sumBelow(from));
  }

  private IdSum sumBelow(int rank) {
    IdSum sum = new IdSum().add(sums[rank / STRIDE]);
    for (int i = rank - rank % STRIDE; i < rank; i++) {
      sum.add(items[i].id());
    }
    return sum;
  }

  @Override
  public void each(int from, int to, Consumer<Item> consumer) {
    for (int i = from; i < to; i++) {
      consumer.accept(items[i]);
    }
  }
}
