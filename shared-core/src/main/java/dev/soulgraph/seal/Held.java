package dev.soulgraph.seal;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A seal in memory with those of its leaves that are still wanted. A leaf that is dropped leaves at
 * most its hash behind. Mutable, for one thread.
 */
public final class Held implements PrunedTree.Facts {
  private static final int LEVEL_SHIFT = 21;

  private final Seal seal;
  private final PrunedTree tree;
  private final Map<Integer, Hash> absent = new LinkedHashMap<>();

  /** Ascending; a leaf that was dropped leaves a gap (null) until the arrays are packed. */
  private int[] positions = new int[0];

  private @Nullable Leaf[] leaves = new Leaf[0];
  private int used;
  private int count;

  /** Whether a leaf was dropped: what the others share with it isn't held on to any more. */
  private boolean broken;

  public Held(Seal seal) {
    this.seal = seal;
    this.tree = new PrunedTree(seal.size(), this);
  }

  public Seal seal() {
    return seal;
  }

  /** The algorithms over this seal's facts. */
  PrunedTree tree() {
    return tree;
  }

  /** The number of leaves that are here. */
  public int count() {
    return count;
  }

  /** Takes over all that a part of the same root knows. */
  public void add(Part part) {
    tree.learn(part.positions(), part.absent());
    int added = part.positions().length;
    if (count == 0) {
      positions = part.positions().clone();
      leaves = part.leaves().clone();
      used = added;
      count = added;
      broken = false;
      return;
    }
    for (int i = 0; i < added; i++) {
      insert(part.positions()[i], part.leaves()[i]);
      if (broken) {
        detach(part.leaves()[i]);
      }
    }
  }

  private void insert(int position, Leaf leaf) {
    int at = find(position);
    if (at >= 0) {
      if (leaves[at] == null) {
        leaves[at] = leaf;
        count++;
      }
      return;
    }
    at = -at - 1;
    if (used == positions.length) {
      positions = Arrays.copyOf(positions, used * 2 + 1);
      leaves = Arrays.copyOf(leaves, used * 2 + 1);
    }
    System.arraycopy(positions, at, positions, at + 1, used - at);
    System.arraycopy(leaves, at, leaves, at + 1, used - at);
    positions[at] = position;
    leaves[at] = leaf;
    used++;
    count++;
  }

  /** Lets go of a leaf. Amortised O(log n). */
  public void drop(int position) {
    int at = find(position);
    Leaf leaf = at < 0 ? null : leaves[at];
    if (leaf == null) {
      return;
    }
    leaves[at] = null;
    count--;
    if (count == 0) {
      absent.clear();
      used = 0;
      return;
    }
    tree.drop(position, leaf.id());
    if (!broken) {
      broken = true;
      for (int i = 0; i < used; i++) {
        detach(leaves[i]);
      }
    }
    if (count < used / 2) {
      pack();
    }
  }

  private static void detach(@Nullable Leaf leaf) {
    Change change = leaf == null ? null : leaf.change();
    if (change != null) {
      change.detach();
    }
  }

  private void pack() {
    int next = 0;
    for (int i = 0; i < used; i++) {
      if (leaves[i] != null) {
        positions[next] = positions[i];
        leaves[next++] = leaves[i];
      }
    }
    used = next;
    positions = Arrays.copyOf(positions, used);
    leaves = Arrays.copyOf(leaves, used);
  }

  private int find(int position) {
    return Arrays.binarySearch(positions, 0, used, position);
  }

  /** Everything that is here as one part; there must be something. */
  public Part part() {
    return part(leaf -> true);
  }

  /** What is here of those that are wanted as one part; there must be something. */
  public Part part(Predicate<Leaf> wanted) {
    int[] here = new int[count];
    Leaf[] found = new Leaf[count];
    int next = 0;
    for (int i = 0; i < used; i++) {
      Leaf leaf = leaves[i];
      if (leaf != null && wanted.test(leaf)) {
        here[next] = positions[i];
        found[next++] = leaf;
      }
    }
    here = Arrays.copyOf(here, next);
    return new Part(seal, here, Arrays.copyOf(found, next), tree.cover(here));
  }

  /** The change at a position that is here. */
  public @Nullable Change change(int position) {
    Leaf leaf = at(position);
    return leaf == null ? null : leaf.change();
  }

  @Override
  public @Nullable Hash leaf(int position) {
    Leaf leaf = at(position);
    return leaf == null ? null : leaf.id();
  }

  @Override
  public boolean holds(int level, int index) {
    int at = find(index << level);
    int from = at < 0 ? -at - 1 : at;
    long end = (index + 1L) << level;
    while (from < used && positions[from] < end) {
      if (leaves[from] != null) {
        return true;
      }
      from++;
    }
    return false;
  }

  private @Nullable Leaf at(int position) {
    int at = find(position);
    return at < 0 ? null : leaves[at];
  }

  @Override
  public @Nullable Hash absent(int level, int index) {
    return absent.get(level << LEVEL_SHIFT | index);
  }

  @Override
  public void put(int level, int index, Hash hash) {
    absent.put(level << LEVEL_SHIFT | index, hash);
  }

  @Override
  public void remove(int level, int index) {
    absent.remove(level << LEVEL_SHIFT | index);
  }
}
