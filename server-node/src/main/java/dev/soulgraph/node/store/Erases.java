package dev.soulgraph.node.store;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.merge.Erasure;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/** The erases among the winners: how many there are, what they cover. */
final class Erases {
  /** So many winners are looked at in one step. */
  private static final int STEP = 1_000;

  private final Tables tables;

  Erases(Tables tables) {
    this.tables = tables;
  }

  /** The number of erases in a space. */
  int count(String space) {
    return tables.erases.getOrDefault(space, 0L).intValue();
  }

  /**
   * A winner has come or gone.
   *
   * @param by 1 or −1
   */
  void changed(Soul soul, String slot, int by) {
    if (Records.isErase(slot)) {
      String space = soul.firstSegment();
      long count = (long) count(space) + by;
      if (count == 0) {
        tables.erases.remove(space);
      } else {
        tables.erases.put(space, count);
      }
    }
  }

  /** Whether a change is erased. One look for each segment where its space has erases. */
  boolean cover(Change change) {
    return change.soul().text().charAt(0) == '~'
        && count(change.soul().firstSegment()) > 0
        && Erasure.covers(this::state, change);
  }

  private long state(String soul, String slot) {
    Long number = tables.index.get(Records.indexKey(soul, slot));
    return number == null ? -1 : Records.state(tables.record(number));
  }

  /** Where in the index lies what an erase may cover. */
  static List<ScopeRange> reach(Change erase) {
    return ScopeRange.within(
        erase.slot().equals(Change.SOUL_ERASE)
            ? Scope.soul(erase.soul())
            : Scope.prefix(erase.soul().text()));
  }

  /** Finds some of what an erase covers; returns where to go on, or null at the end. */
  @Nullable String findCovered(Change erase, String from, String to, List<String> covered) {
    Cursor<String, Long> cursor = tables.index.cursor(from);
    for (int i = 0; cursor.hasNext(); i++) {
      String key = cursor.next();
      if (key.compareTo(to) >= 0) {
        return null;
      }
      if (i == STEP) {
        return key;
      }
      if (Erasure.reaches(erase, Records.soul(key), Records.slot(key))
          && Records.state(tables.record(cursor.getValue())) <= erase.state()) {
        covered.add(key);
      }
    }
    return null;
  }
}
