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
    for (Scope wider : wider(scope)) {
      if (counts.containsKey(wider)) {
        return true;
      }
    }
    return false;
  }

  /** The scopes other than this that contain it: a look-up a segment. */
  static List<Scope> wider(Scope scope) {
    List<Scope> wider = new ArrayList<>();
    if (scope.kind() == Scope.Kind.ALL) {
      return wider;
    }
    wider.add(Scope.ALL);
    String name = scope.name();
    if (scope.kind() == Scope.Kind.SOUL) {
      wider.add(Scope.prefix(name));
    }
    for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      wider.add(Scope.prefix(name.substring(0, end)));
    }
    return wider;
  }
}
