package dev.soulgraph.reconcile;

import java.util.function.Consumer;

/** Counts the questions that a set is asked; an item handed out counts as one. */
final class CountedItems implements Items {
  private final Items items;
  long questions;

  CountedItems(Items items) {
    this.items = items;
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public int rank(Item bound) {
    questions++;
    return items.rank(bound);
  }

  @Override
  public Item at(int rank) {
    questions++;
    return items.at(rank);
  }

  @Override
  public IdSum sum(int from, int to) {
    questions++;
    return items.sum(from, to);
  }

  @Override
  public void each(int from, int to, Consumer<Item> consumer) {
    questions += 1 + to - from;
    items.each(from, to, consumer);
  }
}
