package dev.soulgraph.reconcile;

import java.util.function.Consumer;

/** The items of a set that lie below a bound: what both sides' clocks let them compare. */
final class ItemsBelow implements Items {
  private final Items all;
  private final int size;

  ItemsBelow(Items all, Item bound) {
    this.all = all;
    size = all.rank(bound);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int rank(Item bound) {
    return Math.min(size, all.rank(bound));
  }

  @Override
  public Item at(int rank) {
    return all.at(rank);
  }

  @Override
  public IdSum sum(int from, int to) {
    return all.sum(from, to);
  }

  @Override
  public void each(int from, int to, Consumer<Item> consumer) {
    all.each(from, to, consumer);
  }
}
