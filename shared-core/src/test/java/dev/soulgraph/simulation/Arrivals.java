package dev.soulgraph.simulation;

import dev.soulgraph.graph.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** What a store took in while it was open, by its own numbers; the first is all that it had. */
final class Arrivals {
  private final TreeMap<Long, List<Change>> byHead = new TreeMap<>();

  /**
   * @param head the store's, after them
   */
  void add(long head, Collection<Change> changes) {
    if (!changes.isEmpty()) {
      byHead.computeIfAbsent(head, number -> new ArrayList<>()).addAll(changes);
    }
  }

  /** Those after a number and up to another. */
  List<Change> between(long after, long upTo) {
    List<Change> some = new ArrayList<>();
    if (upTo > after) {
      byHead.subMap(after, false, upTo, true).values().forEach(some::addAll);
    }
    return some;
  }
}
