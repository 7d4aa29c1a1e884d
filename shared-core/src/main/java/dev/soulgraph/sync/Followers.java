package dev.soulgraph.sync;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who follows what, found by a soul in as many look-ups as it has segments. */
final class Followers {
  private final Map<String, Map<Peer, Integer>> byScope = new LinkedHashMap<>();

  void add(Peer peer, Scope scope) {
    byScope.computeIfAbsent(name(scope), key -> new LinkedHashMap<>()).merge(peer, 1, Integer::sum);
  }

  void remove(Peer peer, Scope scope) {
    Map<Peer, Integer> peers = byScope.get(name(scope));
    if (peers == null) {
      return;
    }
    peers.computeIfPresent(peer, (key, count) -> count == 1 ? null : count - 1);
    if (peers.isEmpty()) {
      byScope.remove(name(scope));
    }
  }

  /** Those who follow at least one of the souls. */
  Set<Peer> of(Collection<Soul> souls) {
    Set<Peer> found = new LinkedHashSet<>(at(name(Scope.ALL)));
    Set<String> asked = new LinkedHashSet<>();
    for (Soul soul : souls) {
      String text = soul.text();
      found.addAll(at(name(Scope.soul(soul))));
      for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
        if (!asked.add(text.substring(0, end))) {
          break;
        }
        found.addAll(at("p" + text.substring(0, end)));
      }
    }
    return found;
  }

  boolean follows(Peer peer, Soul soul) {
    String text = soul.text();
    if (at(name(Scope.ALL)).contains(peer) || at("s" + text).contains(peer)) {
      return true;
    }
    for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
      if (at("p" + text.substring(0, end)).contains(peer)) {
        return true;
      }
    }
    return false;
  }

  private Collection<Peer> at(String name) {
    Map<Peer, Integer> peers = byScope.get(name);
    return peers == null ? List.of() : peers.keySet();
  }

  /** A space is the prefix of its first segment. */
  private static String name(Scope scope) {
    return switch (scope.kind()) {
      case ALL -> "a";
      case SPACE, PREFIX -> "p" + scope.name();
      case SOUL -> "s" + scope.name();
    };
  }
}
