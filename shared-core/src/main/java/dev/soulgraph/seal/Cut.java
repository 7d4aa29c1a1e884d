package dev.soulgraph.seal;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a part that is too large for a frame at subtree boundaries, so that each piece verifies
 * alone and carries few hashes.
 */
public final class Cut {
  /** The size in bytes that leaves {@code from} to {@code to} of a part would take. */
  public interface Measure {
    int bytes(Part part, int from, int to);
  }

  private final Part part;
  private final Measure measure;
  private final int maxBytes;
  private final PrunedTree tree;
  private final List<Part> pieces = new ArrayList<>();

  private Cut(Part part, Measure measure, int maxBytes) {
    this.part = part;
    this.measure = measure;
    this.maxBytes = maxBytes;
    this.tree = new PrunedTree(part.seal().size(), new KnownTree(part));
  }

  /** The pieces in order; the part itself if it fits. A single leaf is never too large. */
  public static List<Part> pieces(Part part, Measure measure, int maxBytes) {
    if (measure.bytes(part, 0, part.positions().length) <= maxBytes) {
      return List.of(part);
    }
    Cut cut = new Cut(part, measure, maxBytes);
    cut.level(PrunedTree.height(part.seal().size()), 0, 0, part.positions().length);
    return cut.pieces;
  }

  private void level(int level, int index, int from, int to) {
    if (from == to) {
      return;
    }
    if (level == 0 || measure.bytes(part, from, to) <= maxBytes) {
      int[] positions = Arrays.copyOfRange(part.positions(), from, to);
      Leaf[] leaves = Arrays.copyOfRange(part.leaves(), from, to);
      Hash[] absent = tree.cover(positions);
      pieces.add(new Part(part.seal(), positions, leaves, absent));
      return;
    }
    int middle = (2 * index + 1) << (level - 1);
    int split = from;
    while (split < to && part.positions()[split] < middle) {
      split++;
    }
    level(level - 1, 2 * index, from, split);
    level(level - 1, 2 * index + 1, split, to);
  }
}
