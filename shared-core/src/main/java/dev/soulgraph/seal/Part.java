package dev.soulgraph.seal;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A seal with a pruned tree: some of its leaves, and hashes for the rest. What travels and what is
 * stored. Its root is that of its leaves and hashes; whether the signature holds is the gate's
 * question.
 *
 * @param positions ascending
 * @param leaves one for each position
 * @param absent one hash for each maximal absent subtree, from left to right
 */
public record Part(Seal seal, int[] positions, Leaf[] leaves, Hash[] absent) {
  /**
   * A leaf as it arrived: a change, or, where its bytes break a rule, the refusal. A bad leaf is
   * refused alone, for its neighbours' proofs need no more than its id.
   */
  public record Leaf(@Nullable Change change, Hash id, @Nullable SoulgraphException refusal) {
    public static Leaf of(Change change, Hash id) {
      return new Leaf(change, id, null);
    }

    public static Leaf refused(Hash id, SoulgraphException refusal) {
      return new Leaf(null, id, refusal);
    }
  }

  /** The part without the leaves that are refused, or null for none. Only this can be written. */
  public @Nullable Part lawful() {
    boolean[] keep = new boolean[leaves.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = leaves[i].change() != null;
    }
    return only(keep);
  }

  /** The part with only those leaves for which {@code keep} is set, or null for none. */
  public @Nullable Part only(boolean[] keep) {
    Leaf[] kept = new Leaf[leaves.length];
    int[] at = new int[positions.length];
    int count = 0;
    for (int i = 0; i < positions.length; i++) {
      if (keep[i]) {
        at[count] = positions[i];
        kept[count++] = leaves[i];
      }
    }
    if (count == 0) {
      return null;
    }
    if (count == positions.length) {
      return this;
    }
    int[] left = Arrays.copyOf(at, count);
    Held held = new Held(seal);
    held.add(this);
    return new Part(seal, left, Arrays.copyOf(kept, count), held.tree().cover(left));
  }
}
