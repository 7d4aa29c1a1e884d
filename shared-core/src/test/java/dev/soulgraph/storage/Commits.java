package dev.soulgraph.storage;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Erasure;
import dev.soulgraph.merge.Ladder;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes changes and commits for tests of stores, which leave signatures to the gate. */
public final class Commits {
  /** A state of the year 2026: ids then hash as they do in use. */
  public static final long EPOCH = 1_780_000_000_000L << Tolerance.COUNTER_BITS;

  private static final Ladder LADDER = new Ladder(new ChangeCodec());

  private Commits() {}

  /** An author who can't sign, told apart by one byte. */
  public static PublicKey author(int number) {
    byte[] raw = new byte[PublicKey.RAW_BYTES];
    Arrays.fill(raw, (byte) number);
    return PublicKey.ofRaw(raw);
  }

  public static Change change(int author, long state, String soul, String key, String value) {
    return new Change(
        author(author), EPOCH + state, Soul.of(soul), key, new Value.Text(value), Extensions.NONE);
  }

  /** The space that the author owns, and can erase from. */
  public static String space(int author) {
    return "~" + author(author).text();
  }

  /**
   * @param reach null: this soul; true: all under the prefix
   */
  public static Change erase(int author, long state, String soul, Value reach) {
    return new Change(
        Change.KIND_ERASE,
        author(author),
        EPOCH + state,
        Soul.of(soul),
        "",
        reach,
        Extensions.NONE);
  }

  /** The whole commit, under a signature that says nothing. */
  public static Part commit(Change... changes) {
    return commit(List.of(changes));
  }

  public static Part commit(List<Change> changes) {
    return new Commit(changes.get(0).author(), changes).sealed(new byte[Seal.SIGNATURE_BYTES]);
  }

  /** One author's commit of up to {@code most} changes to few souls, so that many of them meet. */
  public static Part random(Random random, int most) {
    int author = 1 + random.nextInt(3);
    List<Change> changes = new ArrayList<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      changes.add(
          change(
              author,
              random.nextInt(50),
              "space" + random.nextInt(2) + "/node" + random.nextInt(12),
              "key" + random.nextInt(8),
              "value " + random.nextInt(4)));
    }
    return commit(changes);
  }

  /** The part with just these of its leaves. */
  public static Part only(Part part, int... indexes) {
    boolean[] keep = new boolean[part.leaves().length];
    for (int index : indexes) {
      keep[index] = true;
    }
    Part only = part.only(keep);
    if (only == null) {
      throw new IllegalArgumentException("a part has at least one leaf");
    }
    return only;
  }

  /** The part with a random choice of its leaves. */
  static Part some(Random random, Part part) {
    int count = 1 + random.nextInt(part.leaves().length);
    return only(part, random.ints(count, 0, part.leaves().length).toArray());
  }

  /** What must win: the highest change for each slot that no erase covers, by going over all. */
  public static Map<String, String> winners(List<Part> parts) {
    Map<String, Change> best = new HashMap<>();
    for (Part part : parts) {
      for (Leaf leaf : part.leaves()) {
        Change change = leaf.change();
        if (change != null) {
          best.merge(name(change), change, (a, b) -> LADDER.compare(a, b) >= 0 ? a : b);
        }
      }
    }
    Map<String, String> winners = new HashMap<>();
    best.forEach(
        (name, change) -> {
          if (!Erasure.covers((soul, slot) -> state(best.get(name(soul, slot))), change)) {
            winners.put(name, change.knownId() + "");
          }
        });
    return winners;
  }

  private static long state(@Nullable Change change) {
    return change == null ? -1 : change.state();
  }

  static String name(Change change) {
    return name(change.soul().text(), change.slot());
  }

  static String name(String soul, String slot) {
    return soul + " " + slot;
  }
}
