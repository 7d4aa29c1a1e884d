package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hex;
import dev.soulgraph.wire.Frame;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** How far this store, as a follower, has come with others. */
final class Followed {
  private static final String PREFIX = "followed/";

  private final MVMap<String, String> table;

  Followed(MVMap<String, String> table) {
    this.table = table;
  }

  Frame.@Nullable Cursor get(Frame.Id other) {
    String kept = table.get(name(other));
    if (kept == null) {
      return null;
    }
    int blank = kept.indexOf(' ');
    Frame.Id run = Frame.Id.of(Hex.decode(kept.substring(0, blank)));
    return new Frame.Cursor(other, run, Long.parseLong(kept.substring(blank + 1)));
  }

  void put(Frame.Cursor place) {
    table.put(name(place.store()), Hex.encode(place.run().bytes()) + ' ' + place.number());
  }

  /** Forgets all places: what was taken from there may be gone. */
  void clear() {
    for (String name : List.copyOf(table.keyList())) {
      if (name.startsWith(PREFIX)) {
        table.remove(name);
      }
    }
  }

  private static String name(Frame.Id other) {
    return PREFIX + Hex.encode(other.bytes());
  }
}
