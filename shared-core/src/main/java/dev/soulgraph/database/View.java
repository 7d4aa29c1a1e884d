package dev.soulgraph.database;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.merge.Ladder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What readers see: the set with the overlay over it, deleted properties left out. */
final class View {
  private final Graph graph;
  private final Overlay overlay;
  private final Ladder ladder;
  private final WallClock clock;

  View(Graph graph, Overlay overlay, Ladder ladder, WallClock clock) {
    this.graph = graph;
    this.overlay = overlay;
    this.ladder = ladder;
    this.clock = clock;
  }

  /** A node's properties in key order. */
  void read(String soul, BiConsumer<String, Value> property) {
    if (expired(soul)) {
      return;
    }
    if (!overlay.covers(soul)) {
      graph.each(soul, change -> visible(change, property));
      return;
    }
    TreeMap<String, Change> winners = new TreeMap<>();
    graph.each(soul, change -> winners.put(change.key(), change));
    overlay.each(soul, (key, change) -> winners.merge(key, change, this::higher));
    winners.values().forEach(change -> visible(change, property));
  }

  /**
   * The set drops what has expired once a second; an unacknowledged write waits for its verdict.
   */
  private boolean expired(String soul) {
    return soul.indexOf('!') >= 0 && Soul.of(soul).expiredAt(clock.nowMs());
  }

  private Change higher(Change a, Change b) {
    return ladder.compare(a, b) >= 0 ? a : b;
  }

  private static void visible(Change change, BiConsumer<String, Value> property) {
    if (!(change.value() instanceof Value.Null)) {
      property.accept(change.key(), change.value());
    }
  }

  /** The state that a new write to this property must exceed. */
  long stateOf(String soul, String key, @Nullable Change winner) {
    Change top = overlay.top(soul, key);
    long state = winner == null ? 0 : winner.state();
    return top == null ? state : Math.max(state, top.state());
  }

  boolean exists(String soul) {
    boolean[] found = new boolean[1];
    read(soul, (key, value) -> found[0] = true);
    return found[0];
  }

  /** The souls below a prefix (empty: all) with at least one property, sorted. O(all souls). */
  List<String> souls(String prefix) {
    TreeSet<String> found = new TreeSet<>();
    collect(graph.souls(), prefix, found);
    collect(overlay.souls(), prefix, found);
    List<String> sorted = new ArrayList<>(found);
    sorted.removeIf(soul -> !exists(soul));
    return Collections.unmodifiableList(sorted);
  }

  private static void collect(Iterable<String> souls, String prefix, Set<String> found) {
    for (String soul : souls) {
      boolean under =
          prefix.isEmpty()
              || soul.startsWith(prefix)
                  && (soul.length() == prefix.length() || soul.charAt(prefix.length()) == '/');
      if (under) {
        found.add(soul);
      }
    }
  }
}
