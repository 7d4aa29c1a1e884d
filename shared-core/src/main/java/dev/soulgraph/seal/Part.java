package dev.soulgraph.seal;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
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
  /** The part itself, the ids of whose leaves are known from now on. O(leaves). */
  public Part identified() {
    ChangeCodec codec = new ChangeCodec();
    for (Leaf leaf : leaves) {
      if (leaf instanceof Change change) {
        codec.id(change);
      }
    }
    return this;
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
    int count = 0;
    for (boolean each : keep) {
      count += each ? 1 : 0;
    }
    if (count == 0 || count == leaves.length) {
      return count == 0 ? null : this;
    }
    Leaf[] kept = new Leaf[count];
    int[] left = new int[count];
    int next = 0;
    for (int i = 0; i < keep.length; i++) {
      if (keep[i]) {
        left[next] = positions[i];
        kept[next++] = leaves[i];
      }
    }
    Held held = new Held(seal);
    held.add(this);
    return new Part(seal, left, kept, held.tree().cover(left));
  }
}
