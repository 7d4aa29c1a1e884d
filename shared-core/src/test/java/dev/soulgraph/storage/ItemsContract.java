package dev.soulgraph.storage;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link Store} says of its changes to somebody who compares, and finds for them. */
abstract class ItemsContract extends OpenStore {
  static final List<Scope> SCOPES =
      List.of(
          Scope.ALL,
          new Scope(Scope.Kind.SPACE, "space0"),
          new Scope(Scope.Kind.SPACE, "nowhere"),
          Scope.prefix("space1"),
          Scope.prefix("space1/node1"),
          Scope.prefix("space0/node"),
          Scope.soul(Soul.of("space0/node3")),
          Scope.soul(Soul.of("nowhere")));

  /** The live changes of a scope, found by reading all there is. */
  final ListedItems expected(Scope scope) {
    return ItemsCheck.expected(Reading.all(store, Scope.ALL, 0, PIECE_BYTES), scope);
  }

  protected final void compareAll(Random random, String what) {
    compareAll(SCOPES, random, what);
  }

  final void compareAll(List<Scope> scopes, Random random, String what) {
    for (Scope scope : scopes) {
      ItemsCheck.compare(store, scope, expected(scope), random, what);
    }
  }

  @Test
  void itemsAreTheLiveChangesWhateverHasHappened() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      store.merge(Commits.random(random, i % 20 == 0 ? 300 : 20), null);
      if (random.nextInt(4) == 0) {
        store.force();
      }
      if (random.nextInt(15) == 0) {
        reopen();
      }
      if (random.nextInt(3) == 0) {
        compareAll(random, "seed " + seed);
      }
    }
    compareAll(random, "seed " + seed);
  }

  @Test
  void manyItemsAreAddedUp() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int number = 0; number < 4; number++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 2500; i++) {
        int node = random.nextInt(1500);
        changes.add(change(1, number % 3, "space" + i % 2 + "/node" + node, "key", "" + i));
      }
      store.merge(commit(changes), null);
      compareAll(random, "seed " + seed);
    }
  }

  @Test
  void whatHasExpiredIsNoItem() {
    store.merge(
        commit(
            change(1, 1, "space1/!" + (nowMs + 1000), "y", "1"),
            change(1, 1, "space1/z", "y", "1")),
        null);
    assertEquals(2, store.compare(Scope.ALL, Items::size));
    nowMs += 1000;
    compareAll(new Random(1), "expired");
    assertEquals(1, store.compare(Scope.ALL, Items::size));
  }

  @Test
  void whatHadExpiredWhenItWasComparedIsMergedAnewIfTheClockGoesBack() {
    Part part = commit(change(1, 1, "space1/!" + (nowMs + 1000), "y", "1"));
    store.merge(part, null);
    nowMs += 1000;
    compareAll(new Random(1), "expired");
    nowMs -= 1000;
    assertEquals(Outcome.APPLIED, store.merge(part, null)[0]);
    assertEquals(2, store.head());
    compareAll(new Random(1), "merged anew");
    assertEquals(Outcome.DUPLICATE, store.merge(part, null)[0]);
  }

  @Test
  void changesAreFoundByTheirIds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      store.merge(Commits.random(random, 30), null);
    }
    for (Scope scope : SCOPES) {
      ListedItems items = expected(scope);
      int from = random.nextInt(items.size() + 1);
      int to = from + random.nextInt(items.size() - from + 1);
      Set<Hash> ids = new HashSet<>();
      Set<Hash> expected = new HashSet<>();
      for (int i = 0; i < items.size(); i++) {
        if (random.nextInt(3) == 0) {
          Hash id = items.at(i).id();
          ids.add(id);
          if (i >= from && i < to) {
            expected.add(id);
          }
        }
      }
      ids.add(Hash.of(new byte[Hash.BYTES], 0));
      Item first = from < items.size() ? items.at(from) : new Item(Long.MAX_VALUE, anyId());
      Item end = to < items.size() ? items.at(to) : null;
      for (int bytes : new int[] {1, 300, PIECE_BYTES}) {
        assertEquals(expected, found(scope, first, end, ids, bytes), "seed " + seed);
      }
    }
  }

  static Hash anyId() {
    return Hash.of(new byte[Hash.BYTES], 0);
  }

  final Set<Hash> found(
      Scope scope, Item from, @org.jspecify.annotations.Nullable Item to, Set<Hash> ids, int max) {
    Map<Hash, Change> found = new HashMap<>();
    for (Item next = from; next != null; ) {
      Store.Found some = store.find(scope, next, to, ids, max);
      for (Part part : some.parts()) {
        Reading.verify(part);
        for (Leaf leaf : part.leaves()) {
          assertEquals(null, found.put(leaf.id(), leaf.change()), "found once");
        }
      }
      next = some.next();
    }
    return found.keySet();
  }
}
