package dev.soulgraph.node.store;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a piece in the order of arrival by slices, between which a merge has its turn. */
final class LogReader {
  /** A merge waits for the reading of so much: about a millisecond. */
  private static final int SLICE_BYTES = 32 << 10;

  /** Something that reads while nothing is merged. */
  interface Shared {
    Store.Piece run(Supplier<Store.Piece> reading);
  }

  private final Tables tables;
  private final Seals seals;
  private final long after;
  private final long upTo;
  private final long nowMs;
  private final Shared shared;

  LogReader(Tables tables, Seals seals, long after, long upTo, long nowMs, Shared shared) {
    this.tables = tables;
    this.seals = seals;
    this.after = after;
    this.upTo = upTo;
    this.nowMs = nowMs;
    this.shared = shared;
  }

  /** A slice may hold little, where little of what was passed is in the scope. */
  Store.Piece read(Scope scope, @Nullable String place, int maxBytes) {
    List<Part> parts = new ArrayList<>();
    int slices = Math.max(1, maxBytes / SLICE_BYTES);
    int left = maxBytes;
    String from = place;
    while (true) {
      PieceReader reader =
          new PieceReader(tables, seals, after, upTo, Math.min(left, SLICE_BYTES), nowMs);
      String start = from;
      Store.Piece slice = shared.run(() -> reader.read(scope, start, null));
      parts.addAll(slice.parts());
      left -= reader.bytes();
      from = slice.place();
      if (from == null || left <= 0 || --slices == 0) {
        return new Store.Piece(parts, slice.through(), from);
      }
    }
  }
}
