package dev.soulgraph.wire;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a part so that what its changes share is written once: the author, the states, the keys,
 * the beginnings of souls, and which keys a node has. {@link PartReader} reads it.
 *
 * <pre>
 * part   = [author, size, signature, extensions, runs, absent, states, columns, shapes, nodes]
 * runs   = [present, absent, present, …]          numbers of leaves; they add up to size
 * column = [key, kind, index of a state, extensions]
 * shape  = [index of a column, …]                 what one node holds, in order
 * node   = [bytes shared with the soul before, the soul's other bytes, index of a shape, value, …]
 * </pre>
 */
public final class PartCodec {
  static final int ITEMS = 10;

  /**
   * All that a leaf can take beside its soul, key, value and extensions, where it shares nothing: a
   * node's head (10), a shape (4), a column (8), a state (9), two runs (6).
   */
  private static final int LEAF_HEADS_MAX_BYTES = 40;

  private final CborWriter out;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final CborWriter columnTable = new CborWriter();
  private final Map<Long, Integer> states = new LinkedHashMap<>();
  private final CborWriter stateTable = new CborWriter();
  private final Map<String, Integer> shapes = new LinkedHashMap<>();
  private final CborWriter shapeTable = new CborWriter();
  private final CborWriter nodes = new CborWriter();
  private int nodeCount;
  private byte[] lastSoul = new byte[0];

  private PartCodec(CborWriter out) {
    this.out = out;
  }

  /** Appends a part of lawful changes. O(size). */
  public static void write(CborWriter out, Part part) {
    new PartCodec(out).write(part);
  }

  static void writeAll(CborWriter out, List<Part> parts) {
    out.array(parts.size());
    for (Part part : parts) {
      write(out, part);
    }
  }

  /** An upper bound of the bytes that some leaves of a part take in a frame. */
  public static int bound(Part part, int from, int to) {
    long bytes = 512L + part.seal().extensions().cbor().length;
    for (int i = from; i < to; i++) {
      Change change = part.leaves()[i].change();
      if (change != null) {
        bytes +=
            LEAF_HEADS_MAX_BYTES + Utf8.length(change.soul().text()) + Utf8.length(change.key());
        bytes += valueBound(change) + change.extensions().cbor().length;
      }
    }
    // At most 20 absent subtrees lie before the first and 20 behind the last leaf; in a gap between
    // two leaves at most two of each size that fits into it.
    long hashes = 40;
    for (int i = from + 1; i < to; i++) {
      int gap = part.positions()[i] - part.positions()[i - 1] - 1;
      hashes += 2L * (32 - Integer.numberOfLeadingZeros(gap));
    }
    bytes += hashes * Hash.BYTES;
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static int valueBound(Change change) {
    return change.value() instanceof dev.soulgraph.graph.Value.Num
        ? 9
        : ValueCodec.encode(change.value()).length;
  }

  private void write(Part part) {
    writeNodes(part);
    out.array(ITEMS);
    out.bytes(part.seal().author().multicodec()).uint(part.seal().size());
    out.bytes(part.seal().signature()).raw(part.seal().extensions().cbor());
    writeRuns(part);
    byte[] absent = new byte[part.absent().length * Hash.BYTES];
    for (int i = 0; i < part.absent().length; i++) {
      System.arraycopy(part.absent()[i].bytes(), 0, absent, i * Hash.BYTES, Hash.BYTES);
    }
    out.bytes(absent);
    out.array(states.size()).raw(stateTable.toBytes());
    out.array(columns.size()).raw(columnTable.toBytes());
    out.array(shapes.size()).raw(shapeTable.toBytes());
    out.array(nodeCount).raw(nodes.toBytes());
  }

  private void writeRuns(Part part) {
    List<Integer> runs = new ArrayList<>();
    int next = 0;
    int present = 0;
    for (int position : part.positions()) {
      if (position != next) {
        runs.add(present);
        runs.add(position - next);
        present = 0;
      }
      present++;
      next = position + 1;
    }
    runs.add(present);
    if (next < part.seal().size()) {
      runs.add(part.seal().size() - next);
    }
    out.array(runs.size());
    for (int run : runs) {
      out.uint(run);
    }
  }

  private void writeNodes(Part part) {
    for (int i = 0; i < part.leaves().length; ) {
      int end = i + 1;
      while (end < part.leaves().length && sameSoul(change(part, i), change(part, end))) {
        end++;
      }
      writeNode(part, i, end);
      i = end;
    }
  }

  private static boolean sameSoul(Change a, Change b) {
    return a.soul().equals(b.soul());
  }

  private static Change change(Part part, int i) {
    Change change = part.leaves()[i].change();
    if (change == null) {
      throw new IllegalArgumentException("a refused leaf is not passed on: " + i);
    }
    return change;
  }

  private void writeNode(Part part, int from, int to) {
    byte[] soul = Utf8.encode(change(part, from).soul().text());
    int shared = 0;
    while (shared < soul.length && shared < lastSoul.length && soul[shared] == lastSoul[shared]) {
      shared++;
    }
    byte[] suffix = new byte[soul.length - shared];
    System.arraycopy(soul, shared, suffix, 0, suffix.length);
    nodes.array(3 + to - from).uint(shared).bytes(suffix).uint(shape(part, from, to));
    for (int i = from; i < to; i++) {
      ValueCodec.write(nodes, change(part, i));
    }
    lastSoul = soul;
    nodeCount++;
  }

  private int shape(Part part, int from, int to) {
    StringBuilder name = new StringBuilder();
    int[] indexes = new int[to - from];
    for (int i = from; i < to; i++) {
      indexes[i - from] = column(change(part, i));
      name.append((char) (indexes[i - from] & 0xffff)).append((char) (indexes[i - from] >>> 16));
    }
    Integer known = shapes.get(name.toString());
    if (known != null) {
      return known;
    }
    shapeTable.array(indexes.length);
    for (int index : indexes) {
      shapeTable.uint(index);
    }
    int index = shapes.size();
    shapes.put(name.toString(), index);
    return index;
  }

  private int column(Change change) {
    int state = state(change.state());
    boolean plain = change.extensions().isEmpty();
    String name = state + (plain ? " " : "+" + hex(change.extensions()) + " ") + change.slot();
    Integer known = columns.get(name);
    if (known != null) {
      return known;
    }
    columnTable.array(4).text(change.key()).uint(change.kind()).uint(state);
    columnTable.raw(change.extensions().cbor());
    int index = columns.size();
    columns.put(name, index);
    return index;
  }

  private static String hex(Extensions extensions) {
    return dev.soulgraph.graph.Hex.encode(extensions.cbor());
  }

  private int state(long state) {
    Integer known = states.get(state);
    if (known != null) {
      return known;
    }
    stateTable.uint(state);
    int index = states.size();
    states.put(state, index);
    return index;
  }
}
