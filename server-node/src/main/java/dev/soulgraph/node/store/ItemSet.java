package dev.soulgraph.node.store;

import dev.soulgraph.reconcile.IdSum;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@link ItemTrees}, in the order of whole ids: items that share a prefix, of which
 * there is hardly ever more than one, are sorted when they are met.
 */
final class ItemSet implements Items {
  private final ItemTrees trees;
  private final long tree;
  private final long base;
  private final int size;

  ItemSet(ItemTrees trees, long tree) {
    this.trees = trees;
    this.tree = tree;
    base = trees.rank(ItemKey.first(tree));
    size = Math.toIntExact(trees.rank(ItemKey.end(tree)) - base);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int rank(Item bound) {
    ItemKey key = ItemKey.of(tree, bound);
    int rank = Math.toIntExact(trees.rank(key) - base);
    Groups groups = new Groups(key);
    List<Candidate> group = groups.next();
    if (!group.isEmpty() && group.get(0).key().sharesPrefix(key)) {
      for (Candidate each : group) {
        rank += each.id().compareTo(bound.id()) < 0 ? 1 : 0;
      }
    }
    return rank;
  }

  @Override
  public Item at(int rank) {
    Place place = place(rank);
    return place.group.get(place.within).item();
  }

  @Override
  public IdSum sum(int from, int to) {
    Place first = place(from);
    Place end = place(to);
    return trees
        .sum(first.key, end.key)
        .subtract(sumOf(first.group.subList(0, first.within)))
        .add(sumOf(end.group.subList(0, end.within)));
  }

  private static IdSum sumOf(List<Candidate> some) {
    IdSum sum = new IdSum();
    some.forEach(each -> sum.add(each.id()));
    return sum;
  }

  @Override
  public void each(int from, int to, Consumer<Item> consumer) {
    if (from == to) {
      return;
    }
    Place place = place(from);
    Groups groups = new Groups(place.key);
    int rank = from - place.within;
    while (rank < to) {
      for (Candidate each : groups.next()) {
        if (rank >= from && rank < to) {
          consumer.accept(each.item());
        }
        rank++;
      }
    }
  }

  /**
   * Visits the items from a bound on, in order, until {@code visitor} says no.
   *
   * @param to the first item that isn't visited; null: to the end
   */
  void visit(Item from, @Nullable Item to, Predicate<Candidate> visitor) {
    ItemKey first = ItemKey.of(tree, from);
    ItemKey end = to == null ? ItemKey.end(tree) : ItemKey.of(tree, to);
    Groups groups = new Groups(first);
    for (List<Candidate> group = groups.next(); !group.isEmpty(); group = groups.next()) {
      for (Candidate each : group) {
        ItemKey key = each.key();
        if (key.sharesPrefix(first) && each.id().compareTo(from.id()) < 0) {
          continue;
        }
        boolean ended =
            to != null && key.sharesPrefix(end)
                ? each.id().compareTo(to.id()) >= 0
                : key.compareTo(end) >= 0;
        if (ended) {
          return;
        }
        if (!visitor.test(each)) {
          return;
        }
      }
    }
  }

  /**
   * A rank's group and its index there.
   *
   * @param key the group's first; the tree's end where the rank is its size
   */
  private record Place(ItemKey key, List<Candidate> group, int within) {}

  private Place place(int rank) {
    ItemKey key = rank == size ? null : trees.items.getKey(base + rank);
    if (key == null) {
      return new Place(ItemKey.end(tree), List.of(), 0);
    }
    ItemKey start = new ItemKey(key.track(), key.state(), key.prefix(), 0);
    List<Candidate> group = new Groups(start).next();
    return new Place(
        start, group, group.size() == 1 ? 0 : rank - Math.toIntExact(trees.rank(start) - base));
  }

  /** The tree's items from a place on, those with one prefix together. */
  private final class Groups {
    private final Cursor<ItemKey, Boolean> cursor;
    private @Nullable ItemKey next;

    Groups(ItemKey from) {
      cursor = trees.items.cursor(from);
      step();
    }

    private void step() {
      ItemKey key = cursor.hasNext() ? cursor.next() : null;
      next = key != null && key.tree() == tree ? key : null;
    }

    /** Empty at the end. */
    List<Candidate> next() {
      ItemKey first = next;
      if (first == null) {
        return List.of();
      }
      step();
      if (next == null || !next.sharesPrefix(first)) {
        return List.of(new Candidate(trees, first));
      }
      List<Candidate> group = new ArrayList<>();
      group.add(new Candidate(trees, first));
      for (ItemKey each = next; each != null && each.sharesPrefix(first); each = next) {
        group.add(new Candidate(trees, each));
        step();
      }
      group.sort(Comparator.comparing(Candidate::id));
      return group;
    }
  }
}
