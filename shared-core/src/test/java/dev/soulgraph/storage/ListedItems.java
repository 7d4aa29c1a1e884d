package dev.soulgraph.storage;

import dev.soulgraph.reconcile.IdSum;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Items in a sorted list, added up anew for each question: what others are compared with. */
public final class ListedItems implements Items {
  private final List<Item> items;

  public ListedItems(Collection<Item> items) {
    this.items = new ArrayList<>(items);
    Collections.sort(this.items);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public int rank(Item bound) {
    int at = Collections.binarySearch(items, bound);
    return at < 0 ? -at - 1 : at;
  }

  @Override
  public Item at(int rank) {
    return items.get(rank);
  }

  @Override
  public IdSum sum(int from, int to) {
    IdSum sum = new IdSum();
    each(from, to, item -> sum.add(item.id()));
    return sum;
  }

  @Override
  public void each(int from, int to, Consumer<Item> consumer) {
    items.subList(from, to).forEach(consumer);
  }
}
