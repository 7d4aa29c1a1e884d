package dev.soulgraph.seal;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.graph.Hash;
import org.jspecify.annotations.Nullable;

/**
 * A whole RFC 6962 tree. Node (level, index) covers the leaves from {@code index << level} on, at
 * most {@code 1 << level} of them; a node without a right child equals its left child, which gives
 * the same tree as the recursive definition.
 */
public final class MerkleTree implements PrunedTree.Facts {
  private final Hash[][] levels;

  /** Builds all levels. O(n) compressions. */
  public MerkleTree(Hash[] leaves) {
    levels = new Hash[PrunedTree.height(leaves.length) + 1][];
    levels[0] = leaves;
    Sha256 sha = new Sha256();
    for (int level = 1; level < levels.length; level++) {
      Hash[] below = levels[level - 1];
      Hash[] nodes = new Hash[(below.length + 1) / 2];
      for (int i = 0; i < nodes.length; i++) {
        int right = 2 * i + 1;
        nodes[i] = right < below.length ? sha.node(below[2 * i], below[right]) : below[2 * i];
      }
      levels[level] = nodes;
    }
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static Hash node(Hash left, Hash right) {
    return new Sha256().node(left, right);
  }

  public Hash root() {
    return levels[levels.length - 1][0];
  }

  @Override
  public @Nullable Hash leaf(int position) {
    return null;
  }

  @Override
  public boolean holds(int level, int index) {
    return false;
  }

  /** Here every node's hash is known. */
  @Override
  public @Nullable Hash absent(int level, int index) {
    return levels[level][index];
  }

  @Override
  public void put(int level, int index, Hash hash) {
    throw new UnsupportedOperationException("a whole tree learns nothing");
  }

  @Override
  public void remove(int level, int index) {
    throw new UnsupportedOperationException("a whole tree forgets nothing");
  }
}
