package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hex;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.SFChunk;

/**
 * What of the file's chunks nobody reads any more, and hasn't been overwritten yet: pages that a
 * later commit has replaced. H2 keeps count of them but leaves their bytes.
 */
final class DeadPages {
  /** What has to be done with some bytes of the file. */
  interface Wipe {
    void wipe(long position, int bytes);
  }

  /** Reads bytes of the file. */
  interface Source {
    ByteBuffer read(SFChunk chunk, long position, int bytes);
  }

  /**
   * A chunk's state when it was last looked at. The length of its live pages tells whether any more
   * of them have died.
   */
  private record Seen(long version, long liveBytes, BitSet wiped) {}

  /** What H2 counts space in; it keeps the constant to itself. */
  static final int BLOCK_BYTES = 4096;

  private final Map<Integer, Seen> seen = new HashMap<>();

  /** Forgets chunks that are gone. */
  void retain(Map<Integer, SFChunk> chunks) {
    seen.keySet().retainAll(chunks.keySet());
  }

  /** Whether a chunk may have dead pages that were not wiped. */
  boolean mayHold(SFChunk chunk) {
    Seen last = seen.get(chunk.id);
    return last == null || last.version != chunk.version || last.liveBytes != chunk.maxLenLive;
  }

  /** Wipes a chunk's dead pages, those that lie together at once. */
  void wipe(SFChunk chunk, Source source, Wipe wipe) {
    Seen last = seen.get(chunk.id);
    BitSet wiped = last == null || last.version != chunk.version ? new BitSet() : last.wiped();
    Map<String, String> facts = DataUtils.parseMap(chunk.asString());
    BitSet dead = dead(facts);
    BitSet left = (BitSet) dead.clone();
    left.andNot(wiped);
    if (!left.isEmpty()) {
      int[] starts = starts(chunk, facts, source);
      long base = chunk.block * BLOCK_BYTES;
      for (int from = left.nextSetBit(0); from >= 0; ) {
        int to = Math.min(left.nextClearBit(from), starts.length - 1);
        wipe.wipe(base + starts[from], starts[to] - starts[from]);
        from = left.nextSetBit(to);
      }
    }
    seen.put(chunk.id, new Seen(chunk.version, chunk.maxLenLive, dead));
  }

  private static BitSet dead(Map<String, String> facts) {
    String hex = facts.get("occupancy");
    return hex == null ? new BitSet() : BitSet.valueOf(Hex.decode(hex));
  }

  /** Where each page begins in its chunk, and where the last ends. */
  private static int[] starts(SFChunk chunk, Map<String, String> facts, Source source) {
    int pages = hex(facts, "pages");
    int table = hex(facts, "toc");
    long at = chunk.block * BLOCK_BYTES + table;
    ByteBuffer elements = source.read(chunk, at, pages * Long.BYTES);
    int[] starts = new int[pages + 1];
    for (int i = 0; i < pages; i++) {
      starts[i] = DataUtils.getPageOffset(elements.getLong());
    }
    starts[pages] = table;
    return starts;
  }

  private static int hex(Map<String, String> facts, String name) {
    String value = facts.get(name);
    return value == null ? 0 : Integer.parseInt(value, 16);
  }

  /** Where what a chunk holds ends, up to its footer; 0 where it doesn't say. */
  static int usedBytes(SFChunk chunk) {
    Map<String, String> facts = DataUtils.parseMap(chunk.asString());
    int table = hex(facts, "toc");
    return table == 0 ? 0 : table + hex(facts, "pages") * Long.BYTES;
  }
}
