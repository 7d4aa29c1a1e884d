package dev.soulgraph.seal;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import java.util.Arrays;

/** Trees whose leaves are random hashes, and pruned ones by the definition. */
final class Trees {
  private static final PublicKey AUTHOR = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);

  private Trees() {}

  static Hash[] leaves(Dice dice, int size) {
    Hash[] leaves = new Hash[size];
    for (int i = 0; i < size; i++) {
      leaves[i] = Hash.of(dice.bytes(Hash.BYTES), 0);
    }
    return leaves;
  }

  /** RFC 6962, section 2.1: split at the largest power of two below the size. */
  static Hash recursive(Hash[] leaves, int from, int to) {
    if (to - from == 1) {
      return leaves[from];
    }
    int split = Integer.highestOneBit(to - from - 1);
    return MerkleTree.node(
        recursive(leaves, from, from + split), recursive(leaves, from + split, to));
  }

  /** At least one position, ascending. */
  static int[] someOf(Dice dice, int size) {
    int[] chosen = new int[size];
    int count = 0;
    int oneIn = 1 + dice.below(size);
    for (int i = 0; i < size; i++) {
      if (dice.onceIn(oneIn)) {
        chosen[count++] = i;
      }
    }
    return count == 0 ? new int[] {dice.below(size)} : Arrays.copyOf(chosen, count);
  }

  /** A part with these positions, made from the whole tree. */
  static Part part(Hash[] ids, int[] positions) {
    return part(new MerkleTree(ids), ids, positions);
  }

  static Part part(MerkleTree whole, Hash[] ids, int[] positions) {
    var unread = new SoulgraphException(Code.NOT_CANONICAL, "a leaf is nothing but its id", "");
    Leaf[] leaves = new Leaf[positions.length];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = Leaf.refused(ids[positions[i]], unread);
    }
    Hash[] absent = new PrunedTree(ids.length, whole).cover(positions);
    Seal seal = new Seal(AUTHOR, ids.length, whole.root(), Extensions.NONE, new byte[64]);
    return new Part(seal, positions, leaves, absent);
  }

  static Hash root(Part part) {
    Hash[] ids = new Hash[part.leaves().length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = part.leaves()[i].id();
    }
    return PrunedTree.root(part.seal().size(), part.positions(), ids, part.absent());
  }
}
