package dev.soulgraph.database;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far each scope has come with each store, and whether it has ever been level. Kept as one meta
 * entry a scope, in the transaction that keeps the changes. Bounded: the scopes unused for longest
 * are forgotten, which costs their next reader a full answer.
 */
final class Cursors {
  static final String META_PREFIX = "cursor/";
  static final int MAX_SCOPES = 2000;

  /** More relays than anybody follows at a time; for one beyond, everything is asked for anew. */
  static final int MAX_STORES = 8;

  private static final int ITEMS_BEFORE_CURSORS = 3;

  static final class Place {
    final List<Frame.Cursor> cursors = new ArrayList<>(1);
    boolean known;

    /** Whether the leader says that its relays have caught it up. */
    boolean level;
  }

  private final LinkedHashMap<Scope, Place> byScope = new LinkedHashMap<>(16, 0.75f, true);

  /** What is known of a wider scope holds for this one too: whichever has come further. */
  Frame.@Nullable Cursor get(Frame.Id store, Scope scope) {
    Frame.Cursor furthest = own(store, scope);
    for (Scope wider : scope.wider()) {
      Frame.Cursor cursor = own(store, wider);
      if (cursor != null && (furthest == null || cursor.number() > furthest.number())) {
        furthest = cursor;
      }
    }
    return furthest;
  }

  private Frame.@Nullable Cursor own(Frame.Id store, Scope scope) {
    Place place = byScope.get(scope);
    if (place != null) {
      for (Frame.Cursor cursor : place.cursors) {
        if (cursor.store().equals(store)) {
          return cursor;
        }
      }
    }
    return null;
  }

  /**
   * Whether the scope, or one that contains it, has ever been caught up.
   *
   * @param now whether it is level by the leader's word
   */
  boolean known(Scope scope, boolean now) {
    if (knownItself(scope, now)) {
      return true;
    }
    for (Scope wider : scope.wider()) {
      if (knownItself(wider, now)) {
        return true;
      }
    }
    return false;
  }

  private boolean knownItself(Scope scope, boolean now) {
    Place place = byScope.get(scope);
    return place != null && (now ? place.level : place.known);
  }

  /** The leader's word. */
  void told(Scope scope, boolean level) {
    level(scope).level = level;
  }

  /** They are loaded again. */
  void clear() {
    byScope.clear();
  }

  /** The scope has caught up; kept with its next cursor. */
  Place level(Scope scope) {
    Place place = byScope.computeIfAbsent(scope, key -> new Place());
    place.known = true;
    return place;
  }

  void put(Scope scope, Frame.Cursor cursor, JournalQueue journal) {
    Place place = byScope.computeIfAbsent(scope, key -> new Place());
    place.cursors.removeIf(each -> each.store().equals(cursor.store()));
    place.cursors.add(cursor);
    if (place.cursors.size() > MAX_STORES) {
      place.cursors.remove(0);
    }
    journal.meta(META_PREFIX + scope.text(), encode(scope, place));
    if (byScope.size() > MAX_SCOPES) {
      Scope eldest = byScope.keySet().iterator().next();
      journal.meta(META_PREFIX + eldest.text(), new byte[0]);
      byScope.remove(eldest);
    }
  }

  /** Everything is to be asked for anew. */
  void forget(JournalQueue journal) {
    byScope.keySet().forEach(scope -> journal.meta(META_PREFIX + scope.text(), new byte[0]));
    byScope.clear();
  }

  private static byte[] encode(Scope scope, Place place) {
    CborWriter out = new CborWriter();
    out.array(ITEMS_BEFORE_CURSORS + place.cursors.size());
    out.uint(scope.kind().ordinal()).text(scope.name()).bool(place.known);
    for (Frame.Cursor cursor : place.cursors) {
      FrameCodec.writeCursor(out, cursor);
    }
    return out.toBytes();
  }

  /** From what {@link #put} kept. */
  void load(byte[] meta) {
    if (meta.length == 0) {
      return;
    }
    CborReader in = new CborReader(meta);
    int items = in.array(ITEMS_BEFORE_CURSORS + MAX_STORES);
    Scope.Kind kind = Scope.Kind.values()[in.intUpTo(Scope.Kind.values().length - 1)];
    Scope scope = new Scope(kind, in.text(1024));
    Place place = new Place();
    place.known = in.bool();
    for (int i = ITEMS_BEFORE_CURSORS; i < items; i++) {
      Frame.Cursor cursor = FrameCodec.readCursor(in);
      if (cursor != null) {
        place.cursors.add(cursor);
      }
    }
    byScope.put(scope, place);
  }
}
