package dev.soulgraph.seal;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 6962 tree of which only some leaves are here; for the others there is one hash for each
 * maximal subtree without a leaf that is here. With all leaves it is a commit, with one an
 * inclusion proof. Nodes are numbered as in {@link MerkleTree}.
 *
 * <p>The algorithms stand over {@link Facts}, so that the same ones serve memory and disk.
 */
public final class PrunedTree {
  /** What is known of one tree's nodes. */
  public interface Facts {
    /** The id of a leaf that is here, or null. */
    @Nullable Hash leaf(int position);

    /** Whether a leaf that is here lies below the node, or is it. */
    boolean holds(int level, int index);

    /** The hash kept for a node, or null. A node above leaves that are here may have one too. */
    @Nullable Hash absent(int level, int index);

    void put(int level, int index, Hash hash);

    void remove(int level, int index);
  }

  public static final int MAX_SIZE = 1 << 20;

  /** So small that all its hashes lie in a processor's nearest memory. */
  private static final int WHOLE_MAX_LEVEL = 8;

  private final int size;
  private final Facts facts;

  public PrunedTree(int size, Facts facts) {
    this.size = size;
    this.facts = facts;
  }

  /** The level of the root of a tree of so many leaves. */
  public static int height(int size) {
    return size == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(size - 1);
  }

  /**
   * A node's hash, from what is known of it or of what lies below. O(leaves below) at worst.
   *
   * @throws SoulgraphException {@code proof-invalid} when too little is known
   */
  public Hash hash(int level, int index) {
    Hash known = facts.absent(level, index);
    if (known != null) {
      return known;
    }
    if (level == 0) {
      Hash leaf = facts.leaf(index);
      if (leaf == null) {
        throw invalid("the tree knows a hash for everything that is absent", "leaf " + index);
      }
      return leaf;
    }
    Hash left = hash(level - 1, 2 * index);
    return hasRight(level, index) ? MerkleTree.node(left, hash(level - 1, 2 * index + 1)) : left;
  }

  private boolean hasRight(int level, int index) {
    return (long) (2 * index + 1) << (level - 1) < size;
  }

  /** One hash for each maximal subtree that holds none of the (ascending) positions, in order. */
  public Hash[] cover(int[] positions) {
    List<Hash> hashes = new ArrayList<>();
    Walk walk = new Walk(positions);
    walk.visit(
        height(size), 0, 0, positions.length, (level, index) -> hashes.add(hash(level, index)));
    return hashes.toArray(new Hash[0]);
  }

  /** Takes over the hashes of another pruned tree of the same root. */
  public void learn(int[] positions, Hash[] hashes) {
    int[] next = new int[1];
    Walk walk = new Walk(positions);
    walk.visit(
        height(size),
        0,
        0,
        positions.length,
        (level, index) -> facts.put(level, index, hashes[next[0]++]));
  }

  /**
   * The leaf is gone: its hash stays, and two absent siblings become one parent. A sibling's hash
   * alone doesn't make it absent, for another part may have brought leaves from below it. O(log n)
   * questions.
   */
  public void drop(int position, Hash id) {
    int level = 0;
    int index = position;
    Hash hash = id;
    while (level < height(size)) {
      int parent = index >> 1;
      if (hasRight(level + 1, parent)) {
        Hash sibling = facts.absent(level, index ^ 1);
        if (sibling == null || facts.holds(level, index ^ 1)) {
          break;
        }
        hash = (index & 1) == 0 ? MerkleTree.node(hash, sibling) : MerkleTree.node(sibling, hash);
        facts.remove(level, index ^ 1);
      }
      facts.remove(level, index);
      level++;
      index = parent;
    }
    facts.put(level, index, hash);
  }

  /**
   * The root that these leaves and hashes give.
   *
   * @param positions ascending, below {@code size}
   * @param ids the leaves' ids, one for each position
   * @param hashes one for each maximal absent subtree, in order
   * @throws SoulgraphException {@code proof-invalid} for too few or too many hashes
   */
  public static Hash root(int size, int[] positions, Hash[] ids, Hash[] hashes) {
    int[] words = new int[ids.length * Hash.WORDS];
    for (int i = 0; i < ids.length; i++) {
      ids[i].words(words, i * Hash.WORDS);
    }
    return root(size, positions, words, hashes);
  }

  /** The same, with the ids' words side by side. */
  public static Hash root(int size, int[] positions, int[] ids, Hash[] hashes) {
    return new Fold(size, positions, ids, hashes).root();
  }

  static SoulgraphException invalid(String rule, String value) {
    return new SoulgraphException(Code.PROOF_INVALID, rule, value);
  }

  private static int firstAtLeast(int[] positions, int from, int to, int least) {
    // Mostly there is no gap, and nothing to search.
    int guess = from + least - positions[from];
    if (guess > from && guess < to && positions[to - 1] - positions[from] == to - 1 - from) {
      return guess;
    }
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (positions[middle] < least) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private interface AbsentVisitor {
    void absent(int level, int index);
  }

  /** Visits the maximal absent subtrees from left to right. */
  private final class Walk {
    private final int[] positions;

    Walk(int[] positions) {
      this.positions = positions;
    }

    void visit(int level, int index, int from, int to, AbsentVisitor visitor) {
      if (from == to) {
        visitor.absent(level, index);
      } else if (to - from < Math.min(1 << level, size - (index << level))) {
        int middle = (2 * index + 1) << (level - 1);
        if (middle >= size) {
          visit(level - 1, 2 * index, from, to, visitor);
          return;
        }
        int split = firstAtLeast(positions, from, to, middle);
        visit(level - 1, 2 * index, from, split, visitor);
        visit(level - 1, 2 * index + 1, split, to, visitor);
      }
    }
  }

  /** Folds leaves and hashes to the root. */
  private static final class Fold {
    private final int size;
    private final int[] positions;
    private final int[] ids;
    private final Hash[] hashes;
    private final Sha256 sha = new Sha256();

    /** A whole subtree's hashes, level by level. */
    private final int[] whole;

    /** For each level a node's two children; its own hash goes to its parent's place. */
    private final int[] words;

    private int nextHash;

    Fold(int size, int[] positions, int[] ids, Hash[] hashes) {
      this.size = size;
      this.positions = positions;
      this.ids = ids;
      this.hashes = hashes;
      this.whole = new int[Math.min(positions.length, 1 << WHOLE_MAX_LEVEL) * Hash.WORDS];
      this.words = new int[(height(size) + 2) * 2 * Hash.WORDS];
    }

    Hash root() {
      int level = height(size);
      fold(level, 0, 0, positions.length, 0);
      Hash root = new Hash(words, place(level, 0));
      if (nextHash != hashes.length) {
        throw invalid("a proof has one hash for each absent subtree", hashes.length + " hashes");
      }
      return root;
    }

    private static int place(int level, int side) {
      return (2 * level + side) * Hash.WORDS;
    }

    private void fold(int level, int index, int from, int to, int side) {
      int out = place(level, side);
      if (from == to) {
        if (nextHash == hashes.length) {
          throw invalid("a proof has one hash for each absent subtree", hashes.length + " hashes");
        }
        hashes[nextHash++].words(words, out);
        return;
      }
      if (to - from == 1 << level && level <= WHOLE_MAX_LEVEL) {
        whole(from, to, out);
        return;
      }
      int middle = (2 * index + 1) << (level - 1);
      int below = place(level - 1, 0);
      if (middle >= size) {
        fold(level - 1, 2 * index, from, to, 0);
        System.arraycopy(words, below, words, out, Hash.WORDS);
        return;
      }
      int split = firstAtLeast(positions, from, to, middle);
      fold(level - 1, 2 * index, from, split, 0);
      fold(level - 1, 2 * index + 1, split, to, 1);
      sha.node(words, below, words, out);
    }

    /** A subtree of which all is here. */
    private void whole(int from, int to, int out) {
      System.arraycopy(ids, from * Hash.WORDS, whole, 0, (to - from) * Hash.WORDS);
      sha.tree(whole, to - from);
      System.arraycopy(whole, 0, words, out, Hash.WORDS);
    }
  }
}
