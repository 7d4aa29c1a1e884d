package dev.soulgraph.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What a store says to somebody who compares must agree with what it gives to who reads. */
public final class ItemsCheck {
  private static final ChangeCodec CODEC = new ChangeCodec();

  /** Ranges that are compared for each scope. */
  private static final int ROUNDS = 20;

  private static final int ROUNDS_OF_ALL = 4;

  private ItemsCheck() {}

  /** Compares all, each space, and what else is named. */
  public static void compareAll(Store store, List<Part> read, Random random, String what) {
    Set<String> spaces = new TreeSet<>();
    for (Part part : read) {
      for (Leaf leaf : part.leaves()) {
        Change change = leaf.change();
        if (change != null) {
          spaces.add(change.soul().firstSegment());
        }
      }
    }
    compare(store, Scope.ALL, expected(read, Scope.ALL), ROUNDS_OF_ALL, random, what);
    for (String space : spaces) {
      Scope scope = new Scope(Scope.Kind.SPACE, space);
      compare(store, scope, expected(read, scope), ROUNDS_OF_ALL, random, what);
    }
  }

  /** The items of a scope among all that was read. */
  static ListedItems expected(List<Part> read, Scope scope) {
    List<Item> items = new ArrayList<>();
    for (Part part : read) {
      for (Leaf leaf : part.leaves()) {
        Change change = leaf.change();
        if (change != null && belongs(change, scope)) {
          items.add(new Item(change.state(), CODEC.id(change)));
        }
      }
    }
    return new ListedItems(items);
  }

  private static boolean belongs(Change change, Scope scope) {
    boolean above = scope.name().startsWith(change.soul().text() + "/");
    return scope.covers(change.soul()) || above && change.slot().equals(Change.PREFIX_ERASE);
  }

  static void compare(Store store, Scope scope, ListedItems expected, Random random, String what) {
    compare(store, scope, expected, ROUNDS, random, what);
  }

  private static void compare(
      Store store, Scope scope, ListedItems expected, int rounds, Random random, String what) {
    store.compare(
        scope,
        items -> {
          same(expected, items, rounds, random, what + " " + scope.text());
          return "";
        });
  }

  private static Item bound(Random random, Items items) {
    byte[] id = new byte[Hash.BYTES];
    random.nextBytes(id);
    boolean near = items.size() > 0 && random.nextBoolean();
    long state = near ? items.at(random.nextInt(items.size())).state() : Commits.EPOCH;
    return new Item(state + random.nextInt(3) - 1, Hash.of(id, 0));
  }

  private static void same(
      ListedItems expected, Items items, int rounds, Random random, String what) {
    assertEquals(expected.size(), items.size(), what);
    for (int i = 0; i < rounds; i++) {
      Item bound = bound(random, expected);
      assertEquals(expected.rank(bound), items.rank(bound), what);
      int from = random.nextInt(items.size() + 1);
      int to = from + random.nextInt(items.size() - from + 1);
      assertArrayEquals(expected.sum(from, to).bytes(), items.sum(from, to).bytes(), what);
      List<Item> wanted = new ArrayList<>();
      List<Item> found = new ArrayList<>();
      int end = Math.min(to, from + 100);
      expected.each(from, end, wanted::add);
      items.each(from, end, found::add);
      assertEquals(wanted, found, what);
      if (from < items.size()) {
        assertEquals(expected.at(from), items.at(from), what);
        assertEquals(from, items.rank(expected.at(from)), what);
      }
    }
  }
}
