package dev.soulgraph.database;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each scope has come with each store. Kept as one meta entry a scope, in the transaction
 * that keeps the changes. Bounded: the scopes unused for longest are forgotten, which costs their
 * next reader a full answer.
 */
final class Cursors {
  static final String META_PREFIX = "cursor/";
  private static final int MAX_SCOPES = 2000;

  private final LinkedHashMap<Scope, List<Frame.Cursor>> byScope =
      new LinkedHashMap<>(16, 0.75f, true);

  Frame.@Nullable Cursor get(Frame.Id store, Scope scope) {
    List<Frame.Cursor> cursors = byScope.get(scope);
    if (cursors != null) {
      for (Frame.Cursor cursor : cursors) {
        if (cursor.store().equals(store)) {
          return cursor;
        }
      }
    }
    return null;
  }

  /** Whether the scope, or one that contains it, has ever been asked for and answered. */
  boolean known(Scope scope) {
    if (byScope.containsKey(scope)) {
      return true;
    }
    for (Scope wider : scope.wider()) {
      if (byScope.containsKey(wider)) {
        return true;
      }
    }
    return false;
  }

  void put(Scope scope, Frame.Cursor cursor, JournalQueue journal) {
    List<Frame.Cursor> cursors = byScope.computeIfAbsent(scope, key -> new ArrayList<>(1));
    cursors.removeIf(each -> each.store().equals(cursor.store()));
    cursors.add(cursor);
    journal.meta(META_PREFIX + scope.text(), encode(scope, cursors));
    if (byScope.size() > MAX_SCOPES) {
      Map.Entry<Scope, List<Frame.Cursor>> eldest = byScope.entrySet().iterator().next();
      journal.meta(META_PREFIX + eldest.getKey().text(), new byte[0]);
      byScope.remove(eldest.getKey());
    }
  }

  private static byte[] encode(Scope scope, List<Frame.Cursor> cursors) {
    CborWriter out = new CborWriter();
    out.array(2 + cursors.size()).uint(scope.kind().ordinal()).text(scope.name());
    for (Frame.Cursor cursor : cursors) {
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
    int items = in.array(64);
    Scope.Kind kind = Scope.Kind.values()[in.intUpTo(Scope.Kind.values().length - 1)];
    Scope scope = new Scope(kind, in.text(1024));
    List<Frame.Cursor> cursors = new ArrayList<>(1);
    for (int i = 2; i < items; i++) {
      Frame.Cursor cursor = FrameCodec.readCursor(in);
      if (cursor != null) {
        cursors.add(cursor);
      }
    }
    byScope.put(scope, cursors);
  }
}
