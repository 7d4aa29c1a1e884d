package dev.soulgraph.sync;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.testing.Server;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Knows the merge rule by itself, in its plainest form, and what nodes hold. */
final class Ledger {
  private final ChangeCodec codec = new ChangeCodec();

  /** Each value is written once; signed anew, it is sent at several states. */
  private final Map<Value, Long> lowestState = new HashMap<>();

  void sent(Part part) {
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      if (change != null) {
        lowestState.merge(change.value(), change.state(), Math::min);
      }
    }
  }

  /** The lowest state at which a value has been sent to a node; null when it never was. */
  @Nullable Long stateOf(Value value) {
    return lowestState.get(value);
  }

  /** By soul and key the highest of what the nodes hold together. */
  Map<String, Map<String, Change>> winners(List<Server> servers) {
    Map<String, Map<String, Change>> winners = new TreeMap<>();
    for (Server server : servers) {
      Store store = server.store();
      Store.Piece piece = store.read(Scope.ALL, 0, store.head(), null, Integer.MAX_VALUE);
      for (Part part : piece.parts()) {
        for (Leaf leaf : part.leaves()) {
          Change change = leaf.change();
          if (change != null) {
            winners
                .computeIfAbsent(change.soul().text(), soul -> new TreeMap<>())
                .merge(change.key(), change, this::higher);
          }
        }
      }
    }
    return winners;
  }

  private Change higher(Change a, Change b) {
    if (a.state() != b.state()) {
      return a.state() > b.state() ? a : b;
    }
    int authors = Arrays.compareUnsigned(a.author().raw(), b.author().raw());
    if (authors != 0) {
      return authors > 0 ? a : b;
    }
    return Arrays.compareUnsigned(codec.id(a).bytes(), codec.id(b).bytes()) >= 0 ? a : b;
  }
}
