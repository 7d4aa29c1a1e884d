package dev.soulgraph.database;

import dev.soulgraph.graph.Change;
import dev.soulgraph.merge.Erasure;
import dev.soulgraph.merge.Ladder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Unacknowledged writes, laid over the set and outside of it: the winner beneath stays until one is
 * acknowledged, so a refused write uncovers it.
 */
final class Overlay {
  private final Map<String, Map<String, List<Change>>> bySoul = new LinkedHashMap<>();
  private final Ladder ladder;
  private int erases;

  Overlay(Ladder ladder) {
    this.ladder = ladder;
  }

  /** One that is added twice is to be removed twice: it can wait for two reasons. */
  void add(Change change) {
    bySoul
        .computeIfAbsent(change.soul().text(), soul -> new LinkedHashMap<>())
        .computeIfAbsent(change.slot(), slot -> new ArrayList<>(1))
        .add(change);
    erases += change.kind() == Change.KIND_ERASE ? 1 : 0;
  }

  void remove(Change change) {
    Map<String, List<Change>> keys = bySoul.get(change.soul().text());
    List<Change> changes = keys == null ? null : keys.get(change.slot());
    if (keys == null || changes == null) {
      return;
    }
    for (int i = 0; i < changes.size(); i++) {
      if (ladder.compare(changes.get(i), change) == 0) {
        changes.remove(i);
        erases -= change.kind() == Change.KIND_ERASE ? 1 : 0;
        break;
      }
    }
    if (changes.isEmpty()) {
      keys.remove(change.slot());
      if (keys.isEmpty()) {
        bySoul.remove(change.soul().text());
      }
    }
  }

  /** Whether this very change is one of them. */
  boolean holds(Change change) {
    if (bySoul.isEmpty()) {
      return false;
    }
    Map<String, List<Change>> keys = bySoul.get(change.soul().text());
    List<Change> changes = keys == null ? null : keys.get(change.slot());
    if (changes != null) {
      for (Change each : changes) {
        if (ladder.compare(each, change) == 0) {
          return true;
        }
      }
    }
    return false;
  }

  Collection<String> souls() {
    return bySoul.keySet();
  }

  boolean covers(String soul) {
    return bySoul.containsKey(soul);
  }

  /** The highest state at which a property of this soul is erased, or −1. */
  long erasedUpTo(String soul) {
    return erases == 0 ? -1 : Erasure.upTo(this::state, soul, "");
  }

  private long state(String soul, String slot) {
    Change top = top(soul, slot);
    return top == null ? -1 : top.state();
  }

  /** The highest unacknowledged change, or null. */
  @Nullable Change top(String soul, String slot) {
    Map<String, List<Change>> keys = bySoul.get(soul);
    List<Change> changes = keys == null ? null : keys.get(slot);
    return changes == null ? null : top(changes);
  }

  /** The highest unacknowledged changes of a soul, in no particular order. */
  void each(String soul, BiConsumer<String, Change> consumer) {
    Map<String, List<Change>> keys = bySoul.get(soul);
    if (keys != null) {
      keys.forEach((slot, changes) -> consumer.accept(slot, top(changes)));
    }
  }

  private Change top(List<Change> changes) {
    Change top = changes.get(0);
    for (Change change : changes) {
      if (ladder.compare(change, top) > 0) {
        top = change;
      }
    }
    return top;
  }
}
