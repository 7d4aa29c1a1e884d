package dev.soulgraph.database;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Erasure;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.merge.Ladder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

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
    long erased = overlay.erasedUpTo(soul);
    if (erased < 0 && !overlay.covers(soul)) {
      graph.each(soul, change -> visible(change, property));
      return;
    }
    Map<String, Change> winners = new LinkedHashMap<>();
    graph.each(soul, change -> winners.put(change.slot(), change));
    overlay.each(
        soul,
        (slot, change) -> {
          Change beneath = winners.get(slot);
          if (beneath == null || ladder.compare(change, beneath) > 0) {
            winners.put(slot, change);
          }
        });
    erased = Math.max(erased, graph.erasedUpTo(soul));
    for (String slot : sorted(winners.keySet())) {
      Change winner = Objects.requireNonNull(winners.get(slot));
      if (winner.state() > erased) {
        visible(winner, property);
      }
    }
  }

  /**
   * The set drops what has expired once a second; an unacknowledged write waits for its verdict.
   */
  private boolean expired(String soul) {
    return soul.indexOf('!') >= 0 && Soul.of(soul).expiredAt(clock.nowMs());
  }

  private static void visible(Change change, BiConsumer<String, Value> property) {
    Value value = change.value();
    if (change.kind() == Change.KIND_PROPERTY && !(value instanceof Value.Null)) {
      property.accept(change.key(), value);
    }
  }

  /** Whether the set's own winner is this very change, with or without the overlay. */
  boolean shows(Change change) {
    Change winner = graph.winner(change.soul(), change.slot());
    return winner != null && ladder.compare(winner, change) == 0;
  }

  /** The state that a new write must exceed: of what it touches, here and unacknowledged. */
  long floor(Change write) {
    String soul = write.soul().text();
    Change top = overlay.top(soul, write.slot());
    long[] floor = {top == null ? 0 : top.state()};
    if (write.kind() == Change.KIND_ERASE) {
      for (String each : reached(write, overlay.souls())) {
        overlay.each(each, (slot, change) -> reached(write, change, floor));
      }
    }
    return Math.max(Math.max(floor[0], overlay.erasedUpTo(soul)), beneath(write));
  }

  /** The same of the set alone. O(souls) for a prefix's erase, else O(keys). */
  long beneath(Change write) {
    Change winner = graph.winner(write.soul(), write.slot());
    long[] floor = {winner == null ? 0 : winner.state()};
    if (write.kind() == Change.KIND_ERASE) {
      for (String each : reached(write, graph.souls())) {
        graph.each(each, change -> reached(write, change, floor));
      }
    }
    return Math.max(floor[0], graph.erasedUpTo(write.soul().text()));
  }

  private static Collection<String> reached(Change erase, Collection<String> souls) {
    return erase.slot().equals(Change.SOUL_ERASE) ? List.of(erase.soul().text()) : souls;
  }

  private static void reached(Change erase, Change change, long[] floor) {
    if (Erasure.reaches(erase, change.soul().text(), change.slot())) {
      floor[0] = Math.max(floor[0], change.state());
    }
  }

  boolean exists(String soul) {
    boolean[] found = new boolean[1];
    read(soul, (key, value) -> found[0] = true);
    return found[0];
  }

  /** The souls below a prefix (empty: all) with at least one property, sorted. O(all souls). */
  List<String> souls(String prefix) {
    Set<String> found = new LinkedHashSet<>();
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
