package dev.soulgraph.database;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.SortedItems;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.sync.Passed;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The set as it is compared with relays', and what of theirs isn't worth asking for. */
final class Comparison {
  private final Graph graph;
  private final ChangeCodec codec;
  private final WallClock wall;

  private final Passed passed = new Passed(Passed.MAX);

  /** Those found longest ago first. */
  private final Map<String, Long> divergedAtMs = new LinkedHashMap<>();

  Comparison(Graph graph, ChangeCodec codec, WallClock wall) {
    this.graph = graph;
    this.codec = codec;
    this.wall = wall;
  }

  /** Sorted anew each time: O(n log n), for something that is done once a connection. */
  SortedItems items(Scope scope) {
    List<Item> items = new ArrayList<>();
    graph.each(scope, change -> items.add(new Item(change.state(), codec.id(change))));
    return new SortedItems(items.toArray(new Item[0]));
  }

  /** How many live changes of the scope are here. */
  int count(Scope scope) {
    int[] count = new int[1];
    graph.each(scope, change -> count[0]++);
    return count[0];
  }

  List<Part> parts(List<Item> items) {
    Set<Hash> ids = new LinkedHashSet<>();
    items.forEach(item -> ids.add(item.id()));
    return graph.parts(ids);
  }

  /** What was fetched and isn't live now needn't be fetched again. */
  void fetched(Part part) {
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      Change winner = change == null ? null : graph.winner(change.soul(), change.slot());
      if (winner == null || !codec.id(winner).equals(leaf.id())) {
        passed.add(leaf.id());
      }
    }
  }

  boolean wants(Hash id) {
    return !passed.has(id);
  }

  boolean compares(Frame.Id store, Scope scope) {
    Long at = divergedAtMs.get(name(store, scope));
    // Either way: a clock that was years ahead then mustn't keep them apart for years.
    return at == null || Math.abs(wall.nowMs() - at) > Limits.DIVERGED_PAUSE_MS;
  }

  void reconciled(Frame.Id store, Scope scope, boolean whole) {
    divergedAtMs.remove(name(store, scope));
    if (!whole) {
      divergedAtMs.put(name(store, scope), wall.nowMs());
    }
    if (divergedAtMs.size() > Limits.DIVERGED_MAX) {
      divergedAtMs.remove(divergedAtMs.keySet().iterator().next());
    }
  }

  private static String name(Frame.Id store, Scope scope) {
    return store.padded() + scope.text();
  }
}
