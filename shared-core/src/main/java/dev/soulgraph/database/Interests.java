package dev.soulgraph.database;

import dev.soulgraph.graph.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scopes that readers have open, counted, and what of them must be asked for. */
final class Interests {
  private final Map<Scope, Integer> counts = new LinkedHashMap<>();

  /** Whether the scope is new. */
  boolean add(Scope scope) {
    return counts.merge(scope, 1, Integer::sum) == 1;
  }

  /** Whether that was the last reader. */
  boolean remove(Scope scope) {
    Integer left = counts.computeIfPresent(scope, (key, count) -> count - 1);
    if (left != null && left == 0) {
      counts.remove(scope);
      return true;
    }
    return false;
  }

  /** Those that no other one contains. */
  List<Scope> outermost() {
    List<Scope> outermost = new ArrayList<>();
    for (Scope scope : counts.keySet()) {
      if (!contained(scope)) {
        outermost.add(scope);
      }
    }
    return outermost;
  }

  private boolean contained(Scope scope) {
    for (Scope wider : scope.wider()) {
      if (counts.containsKey(wider)) {
        return true;
      }
    }
    return false;
  }
}
