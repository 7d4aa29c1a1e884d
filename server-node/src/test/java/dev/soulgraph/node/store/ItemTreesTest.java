package dev.soulgraph.node.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.storage.ListedItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongFunction;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

/** Trees of many items, some of which can hardly be told apart, against a list. */
final class ItemTreesTest {
  private static final int TREES = 3;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Map<Long, Hash> log = new HashMap<>();
  private final MVStore memory = new MVStore.Builder().autoCommitDisabled().open();
  private final ItemTrees trees = new ItemTrees(memory, random.nextLong(), this::logged);
  private final List<Map<Long, Item>> expected = new ArrayList<>();
  private long last;

  private Hash logged(long number) {
    Hash id = log.get(number);
    if (id == null) {
      throw new AssertionError("what has gone is asked for no more, seed " + seed);
    }
    return id;
  }

  /** Every third shares its first bytes with many others. */
  private Hash id() {
    byte[] bytes = new byte[Hash.BYTES];
    random.nextBytes(bytes);
    if (random.nextInt(3) == 0) {
      for (int i = 0; i < 8; i++) {
        bytes[i] = (byte) (i == 7 ? random.nextInt(20) : -1);
      }
    }
    return Hash.of(bytes, 0);
  }

  private ItemTrees.Delta come(int tree) {
    Item item = new Item(random.nextInt(5), id());
    log.put(++last, item.id());
    expected.get(tree).put(last, item);
    return new ItemTrees.Delta(ItemKey.of(tree, item, last), item.id(), true);
  }

  private ItemTrees.Delta go(int tree) {
    List<Long> numbers = new ArrayList<>(expected.get(tree).keySet());
    long number = numbers.get(random.nextInt(numbers.size()));
    Item item = Objects.requireNonNull(expected.get(tree).remove(number));
    log.remove(number);
    return new ItemTrees.Delta(ItemKey.of(tree, item, number), item.id(), false);
  }

  @Test
  void sumsAndRanksAreThoseOfAList() {
    for (int tree = 0; tree < TREES; tree++) {
      expected.add(new HashMap<>());
    }
    for (int round = 0; round < 60; round++) {
      List<ItemTrees.Delta> deltas = new ArrayList<>();
      int most = round % 10 == 0 ? 3000 : 10;
      for (int i = random.nextInt(most) + 1; i > 0; i--) {
        int tree = random.nextInt(TREES);
        boolean shrinks = random.nextInt(round < 40 ? 5 : 2) == 0;
        deltas.add(shrinks && !expected.get(tree).isEmpty() ? go(tree) : come(tree));
      }
      ItemTrees.Delta.sort(deltas);
      LongFunction<Hash> known = trees.known(deltas);
      for (int tree = 0; tree < TREES; tree++) {
        int own = tree;
        List<ItemTrees.Delta> some = new ArrayList<>(deltas);
        some.removeIf(delta -> delta.key().tree() != own);
        trees.apply(tree, some, known);
      }
      for (int tree = 0; tree < TREES; tree++) {
        same(new ListedItems(expected.get(tree).values()), new ItemSet(trees, tree));
      }
    }
    assertTrue(last > 3000);
  }

  private void same(ListedItems list, ItemSet items) {
    String what = "seed " + seed;
    assertEquals(list.size(), items.size(), what);
    for (int i = 0; i < 10; i++) {
      int from = random.nextInt(list.size() + 1);
      int to = from + random.nextInt(list.size() + 1 - from);
      assertArrayEquals(list.sum(from, to).bytes(), items.sum(from, to).bytes(), what);
      int end = Math.min(to, from + 50);
      List<Item> found = new ArrayList<>();
      items.each(from, end, found::add);
      List<Item> wanted = new ArrayList<>();
      list.each(from, end, wanted::add);
      assertEquals(wanted, found, what);
      Item bound = new Item(random.nextInt(6), id());
      assertEquals(list.rank(bound), items.rank(bound), what);
      List<Item> visited = new ArrayList<>();
      items.visit(
          bound,
          null,
          each -> {
            visited.add(each.item());
            return visited.size() < 20;
          });
      List<Item> following = new ArrayList<>();
      int first = list.rank(bound);
      list.each(first, Math.min(list.size(), first + 20), following::add);
      assertEquals(following, visited, what);
      if (from < list.size()) {
        assertEquals(list.at(from), items.at(from), what);
        assertEquals(from, items.rank(list.at(from)), what);
      }
    }
  }
}
