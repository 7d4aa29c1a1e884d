package dev.soulgraph.node.store;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.IdSum;
import dev.soulgraph.reconcile.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The items of a small scope, worked out for one question. */
final class SmallItems implements ItemSet {
  private final List<NumberedItem> items;

  private SmallItems(List<NumberedItem> items) {
    this.items = items;
  }

  /** O(number of the scope's winners), and a hash for each. */
  static SmallItems of(Tables tables, Seals seals, Scope scope) {
    ChangeCodec codec = new ChangeCodec();
    List<NumberedItem> items = new ArrayList<>();
    for (long number : ScopeRange.numbers(tables.index, scope, 0, Long.MAX_VALUE)) {
      Records.Logged logged = tables.logged(number);
      Item item = new Item(logged.state(), Seals.id(logged, seals.get(logged.seal()), codec));
      items.add(new NumberedItem(item, number));
    }
    Collections.sort(items);
    return new SmallItems(items);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public int rank(Item bound) {
    int at = Collections.binarySearch(items, new NumberedItem(bound, 0));
    return at < 0 ? -at - 1 : at;
  }

  @Override
  public Item at(int rank) {
    return items.get(rank).item();
  }

  @Override
  public IdSum sum(int from, int to) {
    IdSum sum = new IdSum();
    each(from, to, item -> sum.add(item.id()));
    return sum;
  }

  @Override
  public void each(int from, int to, Consumer<Item> consumer) {
    for (int i = from; i < to; i++) {
      consumer.accept(items.get(i).item());
    }
  }

  @Override
  public void visit(Item from, @Nullable Item to, Predicate<NumberedItem> visitor) {
    int end = to == null ? items.size() : rank(to);
    for (int i = rank(from); i < end && visitor.test(items.get(i)); i++) {
      // the visitor says when it has enough
    }
  }
}
