package dev.soulgraph.database;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.merge.Ladder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    Map<String, Change> winners = new HashMap<>();
    graph.each(soul, change -> winners.put(change.key(), change));
    overlay.each(
        soul,
        (key, change) -> {
          Change beneath = winners.get(key);
          if (beneath == null || ladder.compare(change, beneath) > 0) {
            winners.put(key, change);
          }
        });
    for (String key : sorted(winners.keySet())) {
      visible(Objects.requireNonNull(winners.get(key)), property);
    }
  }

  /**
   * The set drops what has expired once a second; an unacknowledged write waits for its verdict.
   */
  private boolean expired(String soul) {
    return soul.indexOf('!') >= 0 && Soul.of(soul).expiredAt(clock.nowMs());
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
    Set<String> found = new HashSet<>();
    collect(graph.souls(), prefix, found);
    collect(overlay.souls(), prefix, found);
    return sorted(found);
  }

  /** Sorting what is small or asked for seldom costs pages less than carrying a sorted map. */
  private static List<String> sorted(Collection<String> names) {
    List<String> sorted = new ArrayList<>(names);
    Collections.sort(sorted);
    return sorted;
  }

  private void collect(Iterable<String> souls, String prefix, Set<String> found) {
    for (String soul : souls) {
      boolean under =
          prefix.isEmpty()
              || soul.startsWith(prefix)
                  && (soul.length() == prefix.length() || soul.charAt(prefix.length()) == '/');
      if (under && exists(soul)) {
        found.add(soul);
      }
    }
  }
}
