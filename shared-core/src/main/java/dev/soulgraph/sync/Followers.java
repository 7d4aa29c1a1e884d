package dev.soulgraph.sync;

import dev.soulgraph.graph.Change;
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

  /** Those who follow at least one of the changes. */
  Set<Peer> of(Collection<Change> changes) {
    Set<Peer> found = new LinkedHashSet<>(at(name(Scope.ALL)));
    Set<String> asked = new LinkedHashSet<>();
    for (Change change : changes) {
      Soul soul = change.soul();
      String text = soul.text();
      if (isWide(change)) {
        byScope.forEach(
            (scope, peers) -> {
              if (isBelow(scope, text)) {
                found.addAll(peers.keySet());
              }
            });
      }
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

  /** Those who follow a soul. */
  Set<Peer> of(Soul soul) {
    Set<Peer> found = new LinkedHashSet<>(at(name(Scope.ALL)));
    String text = soul.text();
    found.addAll(at("s" + text));
    for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
      found.addAll(at("p" + text.substring(0, end)));
    }
    return found;
  }

  /** An erase of a prefix concerns who follows something below it, too. */
  private static boolean isWide(Change change) {
    return change.slot().equals(Change.PREFIX_ERASE);
  }

  private static boolean isBelow(String scope, String prefix) {
    return scope.length() > prefix.length() + 1
        && scope.startsWith(prefix, 1)
        && scope.charAt(prefix.length() + 1) == '/';
  }

  boolean follows(Peer peer, Change change) {
    String text = change.soul().text();
    if (isWide(change)) {
      for (Peer.Following scope : peer.scopes()) {
        if (isBelow(name(scope.what), text)) {
          return true;
        }
      }
    }
    return follows(peer, text);
  }

  boolean follows(Peer peer, String text) {
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
