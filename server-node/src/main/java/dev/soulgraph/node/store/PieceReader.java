package dev.soulgraph.node.store;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.storage.Store;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Reads one piece of a scope in the order of arrival, in which the leaves of a commit follow each
 * other. A small scope's numbers are gathered and sorted; otherwise the log is passed.
 */
final class PieceReader {
  /** A writer waits for a reader no longer than it takes to pass so many entries. */
  static final int SCAN_MAX = 10_000;

  private final Tables tables;
  private final Gathered gathered;
  private final long after;
  private final long upTo;
  private final long nowMs;

  PieceReader(Tables tables, Seals seals, long after, long upTo, int maxBytes, long nowMs) {
    this.tables = tables;
    this.gathered = new Gathered(seals, maxBytes);
    this.after = after;
    this.upTo = upTo;
    this.nowMs = nowMs;
  }

  Store.Piece read(Scope scope, @Nullable String place) {
    long from = place == null ? after : Math.max(after, Long.parseLong(place));
    boolean gather =
        scope.kind() != Scope.Kind.ALL
            && ScopeRange.size(tables.index, scope) <= Math.min(SCAN_MAX, upTo - from);
    return gather ? readGathered(scope, from) : readLog(scope, from);
  }

  private Store.Piece readLog(Scope scope, long from) {
    long last = from;
    int scanned = 0;
    Cursor<Long, byte[]> cursor = tables.log.cursor(from + 1);
    while (cursor.hasNext()) {
      long number = cursor.next();
      if (number > upTo) {
        break;
      }
      if (scanned++ == SCAN_MAX || !take(scope, cursor.getValue())) {
        return new Store.Piece(gathered.parts(), last, Long.toString(last));
      }
      last = number;
    }
    return new Store.Piece(gathered.parts(), upTo, null);
  }

  private Store.Piece readGathered(Scope scope, long from) {
    long last = from;
    for (long number : ScopeRange.numbers(tables.index, scope, from, upTo)) {
      if (!take(scope, tables.record(number))) {
        return new Store.Piece(gathered.parts(), last, Long.toString(last));
      }
      last = number;
    }
    return new Store.Piece(gathered.parts(), upTo, null);
  }

  /** Whether there was room, if it is of the scope. */
  private boolean take(Scope scope, byte[] record) {
    Records.Logged logged = Records.logged(record);
    Soul soul = logged.soul();
    if (!scope.covers(soul) || soul.expiredAt(nowMs)) {
      return true;
    }
    if (gathered.endsBefore(logged)) {
      return false;
    }
    gathered.add(logged);
    return true;
  }
}
