package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The side that asks, and learns what both differ in. It begins with {@link #check} or {@link
 * #initiate}, and hands each answer to {@link #reconcile} until nothing is left to ask. An object
 * serves one reconciliation. The set is handed over with each message, for a node's goes on
 * changing: what was live when a range was settled needs no second look, since it is told of live.
 */
public final class Initiator {
  /** How much chance {@link #check} takes. */
  public static final int CHECK_RANDOM_BYTES = 12;

  /** Rounds that are lawful whatever has been learned: 2^31 items are eight levels of sixteen. */
  private static final int ROUNDS_MIN = 32;

  /** A full frame settles more items than this, and at least one for so many of its bytes. */
  private static final int ITEMS_PER_ROUND = 1000;

  private static final int BYTES_PER_ITEM = 128;

  /** Full frames and a set that changes can bring an item again, not often. */
  private static final int TELLINGS = 4;

  private final int frameMaxBytes;
  private final Findings findings;

  private int rounds;
  private long idsReceived;
  private long itemsTold;

  /**
   * @param frameMaxBytes the limit of a message's bytes, at least 4096, or 0 for none
   * @param findings hears what {@link #reconcile} finds
   */
  public Initiator(int frameMaxBytes, Findings findings) {
    this.frameMaxBytes = frameMaxBytes;
    this.findings = findings;
  }

  /**
   * The first message, as the reference begins: sixteen fingerprints, or all ids of a small set.
   */
  public byte[] initiate(Items items) {
    MessageWriter out = new MessageWriter();
    out.split(Bound.END, items, 0, items.size());
    return out.toBytes();
  }

  /**
   * Another first message, of four fingerprints or fewer (about 100 bytes), for sets that are
   * likely to agree.
   *
   * <p>Sums can be forged: among many ids there are some that add up to what others add up to. Such
   * a forgery is made for one range. Cut at bounds that nobody foresaw, it shows.
   *
   * @param random {@link #CHECK_RANDOM_BYTES} bytes, unpredictable for the other side
   */
  public byte[] check(Items items, byte[] random) {
    MessageWriter out = new MessageWriter();
    int size = items.size();
    int from = 0;
    int to;
    do {
      to = size;
      for (int i = 0; i < CHECK_RANDOM_BYTES; i += 4) {
        int cut = 1 + (int) (word(random, i) * (size - 1) >>> 32);
        to = cut > from ? Math.min(to, cut) : to;
      }
      out.fingerprint(to == size ? Bound.END : Bound.before(items, to), items, from, to);
      from = to;
    } while (to < size);
    return out.toBytes();
  }

  private static long word(byte[] bytes, int at) {
    return (bytes[at] & 255L) << 24
        | (bytes[at + 1] & 255) << 16
        | (bytes[at + 2] & 255) << 8
        | bytes[at + 3] & 255;
  }

  /**
   * The next message, or null: all has been found. At the frame limit the answer may be told in
   * parts, so that a round ends with less than all.
   *
   * @param message the answer to the last message
   * @throws SoulgraphException {@code reconcile-invalid}; {@code unsupported} if the other side
   *     speaks another version only; {@code reconcile-limit} after 32 rounds and one more for each
   *     thousand of our items and received ids (for fewer of them, if our limit is below 128,000
   *     bytes), or when each of our items has been told four times. Honest sides need less, unless
   *     the other's limit is below 64 KiB and ours is not.
   */
  public byte @Nullable [] reconcile(Items items, byte[] message) {
    int limited = frameMaxBytes / BYTES_PER_ITEM;
    int perRound = limited == 0 ? ITEMS_PER_ROUND : Math.min(ITEMS_PER_ROUND, limited);
    if (rounds++ > ROUNDS_MIN + (items.size() + idsReceived) / perRound
        || itemsTold > (long) TELLINGS * (items.size() + ITEMS_PER_ROUND)) {
      throw new SoulgraphException(Code.RECONCILE_LIMIT, "contradicts itself", "" + rounds);
    }
    byte[] next = new Answer(items, frameMaxBytes, message, this).bytes();
    return next.length == 1 ? null : next;
  }

  /**
   * Holds the other side's ids of a range against ours. By binary search: ids can be chosen so that
   * they all fall into one bucket of a hash table.
   */
  void compare(Items items, Item from, Item to, int lower, int upper, Hash[] theirs) {
    idsReceived += theirs.length;
    Hash[] sorted = theirs.clone();
    Arrays.sort(sorted);
    boolean[] common = new boolean[sorted.length];
    items.each(
        lower,
        upper,
        item -> {
          int at = Arrays.binarySearch(sorted, item.id());
          if (at >= 0) {
            common[at] = true;
          } else {
            itemsTold++;
            findings.have(item);
          }
        });
    List<Hash> need = new ArrayList<>();
    for (Hash id : theirs) {
      int at = Arrays.binarySearch(sorted, id);
      if (!common[at]) {
        common[at] = true;
        need.add(id);
      }
    }
    if (!need.isEmpty()) {
      findings.need(from, to, need);
    }
  }
}
