package dev.soulgraph.seal;

import dev.soulgraph.graph.Hash;
import org.jspecify.annotations.Nullable;

/**
 * All that one part tells of its tree, worked out once: the hashes of its leaves, of its absent
 * subtrees and of everything above them. Below an absent subtree nothing is known.
 */
final class KnownTree implements PrunedTree.Facts {
  private final @Nullable Hash[][] levels;

  /** O(size) memory and O(leaves) compressions. */
  KnownTree(Part part) {
    int size = part.seal().size();
    levels = new Hash[PrunedTree.height(size) + 1][];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = new Hash[((size - 1) >> level) + 1];
    }
    for (int i = 0; i < part.positions().length; i++) {
      levels[0][part.positions()[i]] = part.leaves()[i].id();
    }
    new PrunedTree(size, this).learn(part.positions(), part.absent());
    for (int level = 1; level < levels.length; level++) {
      fill(level);
    }
  }

  private void fill(int level) {
    @Nullable Hash[] nodes = levels[level];
    @Nullable Hash[] below = levels[level - 1];
    for (int i = 0; i < nodes.length; i++) {
      Hash left = below[2 * i];
      if (nodes[i] == null && left != null) {
        boolean alone = 2 * i + 1 == below.length;
        Hash right = alone ? null : below[2 * i + 1];
        nodes[i] = alone ? left : right == null ? null : MerkleTree.node(left, right);
      }
    }
  }

  @Override
  public @Nullable Hash leaf(int position) {
    return levels[0][position];
  }

  @Override
  public boolean holds(int level, int index) {
    return false;
  }

  /** Here also of nodes above leaves that are there. */
  @Override
  public @Nullable Hash absent(int level, int index) {
    return levels[level][index];
  }

  @Override
  public void put(int level, int index, Hash hash) {
    levels[level][index] = hash;
  }

  @Override
  public void remove(int level, int index) {
    levels[level][index] = null;
  }
}
