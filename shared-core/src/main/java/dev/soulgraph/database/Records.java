package dev.soulgraph.database;

import dev.soulgraph.merge.Deferred;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records that a journal keeps, each a frame as it was received: the fastest thing to write.
 * What is dead in them goes when the live set is written anew:
 *
 * <ul>
 *   <li>while changes come, once there is more dead than live: amortised O(1) a change;
 *   <li>a second after something was erased or has expired, but then no more than {@link
 *       #CHANGES_PER_TICK} changes a second on average;
 *   <li>what was superseded, at the start and at most once a minute: where the whole is small, or a
 *       fifth of it is dead.
 * </ul>
 */
final class Records {
  private static final int COMPACT_MIN_CHANGES = 2000;
  private static final int COMPACT_MIN_RECORDS = 200;
  private static final int CHANGES_PER_TICK = 2000;
  private static final int SMALL_CHANGES = 2000;
  private static final int CALM_TICKS = 60;

  /** In the place of a count: a record is there no more. */
  static final int GONE = -1;

  /** Longer ago than any other wait: nothing was compacted yet. */
  private static final int LONG_AGO = 1 << 30;

  private static final int RECORD_BYTES = 256 << 10;

  /** Keys are numbers below 2^53: a session's random prefix, then a counter of 32 bits. */
  private static final double COUNTER_SPAN = 4294967296.0;

  private static final int PREFIX_BITS = 21;

  /** In the place of a scope's number; no session comes to give it to one. */
  private static final int EARLY = Integer.MAX_VALUE;

  private final JournalQueue journal;
  private final Map<Double, Integer> changesByKey = new LinkedHashMap<>();
  private final Set<Integer> usedPrefixes = new LinkedHashSet<>();
  private int changes;
  private int prefix = -1;
  private int counter;
  private int ticksSinceCompaction = LONG_AGO;
  private boolean erased;
  private boolean others;

  Records(JournalQueue journal) {
    this.journal = journal;
  }

  /** A key that neither this nor an earlier session has used. */
  double newKey(Entropy entropy) {
    while (prefix < 0 || usedPrefixes.contains(prefix)) {
      byte[] random = entropy.bytes(3);
      prefix =
          ((random[0] & 255) << 16 | (random[1] & 255) << 8 | random[2] & 255)
              & (1 << PREFIX_BITS) - 1;
    }
    return prefix * COUNTER_SPAN + ++counter;
  }

  void seen(double key) {
    usedPrefixes.add((int) (key / COUNTER_SPAN));
  }

  /**
   * @param count how many changes it holds, or {@link #GONE}
   */
  void loaded(double key, int count) {
    seen(key);
    Integer before = count == GONE ? changesByKey.remove(key) : changesByKey.put(key, count);
    changes += Math.max(0, count) - (before == null ? 0 : before);
  }

  /** Whether another database over the same journal keeps and compacts its records. */
  void others(boolean keep) {
    others = keep;
  }

  /** Keeps merged parts as records that can be read again, however large the parts are. */
  void add(List<Part> parts, Entropy entropy) {
    add(parts, Frame.Changes.LIVE, entropy);
  }

  /** Keeps parts that wait for their time. */
  void addEarly(List<Part> parts, Entropy entropy) {
    add(parts, EARLY, entropy);
  }

  private void add(List<Part> parts, int mark, Entropy entropy) {
    Batch batch = new Batch(mark, entropy);
    parts.forEach(batch::add);
    batch.flush();
  }

  /** Whether a record's changes wait for their time; no clock decides that, for it may be wrong. */
  static boolean early(Frame.Changes record) {
    return record.scope() == EARLY;
  }

  void add(byte[] record, int count, Entropy entropy) {
    double key = newKey(entropy);
    journal.record(key, record);
    changesByKey.put(key, count);
    changes += count;
  }

  /** Writes the live set anew when that at least halves what is kept. Amortised O(1) a change. */
  void compactIfWorthwhile(Graph graph, Deferred deferred, Entropy entropy) {
    int live = graph.size() + deferred.changes();
    boolean dead = changes > COMPACT_MIN_CHANGES && changes > 2 * live;
    boolean scattered = changesByKey.size() > COMPACT_MIN_RECORDS && changesByKey.size() > live / 4;
    if (dead || scattered) {
      compact(graph, deferred, entropy);
    }
  }

  /** Something that a record holds was erased or has expired: its bytes are to go soon. */
  void erased() {
    erased = true;
  }

  /** To be called when everything has been loaded, and once a second. */
  void tick(Graph graph, Deferred deferred, Entropy entropy) {
    ticksSinceCompaction++;
    int live = graph.size() + deferred.changes();
    int dead = changes - live;
    boolean worthwhile =
        dead > 0
            && ticksSinceCompaction > CALM_TICKS
            && (changes <= SMALL_CHANGES || dead > changes / 5);
    if (erased && ticksSinceCompaction > changes / CHANGES_PER_TICK || worthwhile) {
      compact(graph, deferred, entropy);
    }
  }

  private void compact(Graph graph, Deferred deferred, Entropy entropy) {
    if (others) {
      return;
    }
    erased = false;
    ticksSinceCompaction = 0;
    List<Double> old = new ArrayList<>(changesByKey.keySet());
    changesByKey.clear();
    changes = 0;
    List<Part> parts = new ArrayList<>();
    for (Held held : graph.seals()) {
      parts.add(held.part());
    }
    add(parts, entropy);
    addEarly(deferred.parts(), entropy);
    old.forEach(journal::dropRecord);
  }

  /** Fills records up to a good size. */
  private final class Batch {
    private final int mark;
    private final Entropy entropy;
    private final List<Part> parts = new ArrayList<>();
    private int bytes;
    private int count;

    Batch(int mark, Entropy entropy) {
      this.mark = mark;
      this.entropy = entropy;
    }

    void add(Part whole) {
      for (Part part : Cut.pieces(whole, PartCodec::bound, RECORD_BYTES)) {
        int weight = PartCodec.bound(part, 0, part.leaves().length);
        if (bytes + weight > RECORD_BYTES) {
          flush();
        }
        parts.add(part);
        count += part.leaves().length;
        bytes += weight;
      }
    }

    void flush() {
      if (!parts.isEmpty()) {
        Frame record = new Frame.Changes(mark, 0, false, new ArrayList<>(parts));
        Records.this.add(FrameCodec.encode(record), count, entropy);
        parts.clear();
        bytes = 0;
        count = 0;
      }
    }
  }
}
