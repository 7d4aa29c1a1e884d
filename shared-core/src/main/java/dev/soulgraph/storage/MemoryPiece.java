package dev.soulgraph.storage;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The winners of one piece of a {@link MemoryStore}, by commit. */
final class MemoryPiece {
  /** As {@link Store#read} says of commits. */
  private static final int COMMIT_STEP_BYTES = 4 << 20;

  private final Map<Held, Set<Integer>> found = new LinkedHashMap<>();
  private final int maxBytes;
  private int bytes;
  private int commitBytes;
  private @Nullable Held last;

  MemoryPiece(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A piece that is full ends where another commit begins, or where this one is too large. */
  boolean endsBefore(MemoryStore.Winner next) {
    return bytes >= maxBytes && (next.held() != last || commitBytes >= COMMIT_STEP_BYTES);
  }

  void add(MemoryStore.Winner winner) {
    int weight = ChangeCodec.encode(winner.change()).length;
    commitBytes = winner.held() == last ? commitBytes + weight : weight;
    bytes += weight;
    last = winner.held();
    found.computeIfAbsent(winner.held(), held -> new TreeSet<>()).add(winner.position());
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    found.forEach(
        (held, positions) -> {
          Part whole = held.part();
          boolean[] keep = new boolean[whole.positions().length];
          for (int i = 0; i < keep.length; i++) {
            keep[i] = positions.contains(whole.positions()[i]);
          }
          Part some = whole.only(keep);
          if (some != null) {
            parts.add(some);
          }
        });
    return parts;
  }
}
