package dev.soulgraph.node.store;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Limits;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Reads one piece of a scope. The leaves of a commit follow each other in the order of arrival and
 * in that of items. So a small scope's numbers are gathered and sorted; of a larger one either the
 * log is passed or its items, whichever are fewer.
 */
final class PieceReader {
  /**
   * A writer waits for a reader no longer than it takes to pass so many entries, and the rest of a
   * commit.
   */
  static final int SCAN_MAX = 10_000;

  /**
   * Where a scope is more than an eighth of what is there, the log is passed: its order is that of
   * the trees, in which the proofs of a commit that is too large for one piece stay short.
   */
  private static final int SMALL_PART = 8;

  /** Begins a place in the order of items; others are numbers. */
  private static final String ITEM = "item ";

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

  /** Whether the piece is to be read by {@link #readItems}. */
  static boolean byItems(
      Tables tables, Scope scope, long after, long upTo, @Nullable String place) {
    if (place == null) {
      long size = scope.kind() == Scope.Kind.ALL ? 0 : ScopeRange.size(tables.index, scope);
      return size > SCAN_MAX && size < (upTo - after) / SMALL_PART;
    }
    return place.startsWith(ITEM);
  }

  /**
   * @param items null where the scope has become too large; then it is read from the beginning
   */
  Store.Piece read(Scope scope, @Nullable String place, @Nullable ItemSet items) {
    boolean atItem = place != null && place.startsWith(ITEM);
    if (items != null && (place == null || atItem)) {
      return readItems(items, place);
    }
    long from = place == null || atItem ? after : Math.max(after, Long.parseLong(place));
    boolean gather =
        scope.kind() != Scope.Kind.ALL
            && ScopeRange.size(tables.index, scope) <= Math.min(SCAN_MAX, upTo - from);
    return gather ? readGathered(scope, from) : readLog(scope, from);
  }

  /** About so many bytes it has read; not all of what it has passed counts. */
  int bytes() {
    return gathered.bytes();
  }

  private Store.Piece readItems(ItemSet items, @Nullable String place) {
    Item from = place == null ? new Item(0, Hash.of(new byte[Hash.BYTES], 0)) : item(place);
    int[] scanned = {0};
    @Nullable String[] next = {null};
    items.visit(
        from,
        null,
        each -> {
          boolean goesOn = !endsBefore(each, scanned[0]++) && take(each);
          next[0] = goesOn ? null : place(each.item());
          return goesOn;
        });
    return new Store.Piece(gathered.parts(), next[0] == null ? upTo : after, next[0]);
  }

  private boolean endsBefore(Candidate next, int scanned) {
    return scanned >= SCAN_MAX && endsBefore(tables.record(next.number()), scanned);
  }

  /** Beyond the bound a commit is only read to its end, where that isn't far. */
  private boolean endsBefore(byte[] next, int scanned) {
    return scanned >= SCAN_MAX + Limits.COMMIT_STEP_CHANGES
        || scanned >= SCAN_MAX && gathered.mayEndBefore(Records.logged(next));
  }

  private boolean take(Candidate each) {
    return each.number() <= after
        || each.number() > upTo
        || take(Scope.ALL, tables.record(each.number()));
  }

  private static String place(Item item) {
    return ITEM + Long.toHexString(item.state()) + "." + item.id();
  }

  private static Item item(String place) {
    int dot = place.indexOf('.');
    long state = Long.parseLong(place.substring(ITEM.length(), dot), 16);
    return new Item(state, Hash.of(Hex.decode(place.substring(dot + 1)), 0));
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
      byte[] record = cursor.getValue();
      if (endsBefore(record, scanned++) || !take(scope, record)) {
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
    if (!belongs(logged, scope) || soul.expiredAt(nowMs)) {
      return true;
    }
    if (gathered.endsBefore(logged)) {
      return false;
    }
    gathered.add(logged);
    return true;
  }

  private static boolean belongs(Records.Logged logged, Scope scope) {
    return scope.covers(logged.soul())
        || logged.slot().equals(Change.PREFIX_ERASE)
            && scope.name().startsWith(logged.soul().text() + '/');
  }
}
