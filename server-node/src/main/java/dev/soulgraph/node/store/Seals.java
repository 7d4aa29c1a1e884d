package dev.soulgraph.node.store;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/** The seals that prove winners, and what is known of their trees. */
final class Seals {
  /**
   * Nodes of these levels keep their hash though their leaves are here: a proof then costs the ids
   * of at most 64 neighbours, however large the commit is.
   */
  private static final int KEPT_EVERY_LEVELS = 6;

  private final Tables tables;

  /** The one read last, for the leaves of a commit are mostly read together. */
  private volatile @Nullable Read last;

  private record Read(long number, Seal seal) {}

  Seals(Tables tables) {
    this.tables = tables;
  }

  Seal get(long number) {
    Read known = last;
    if (known != null && known.number == number) {
      return known.seal;
    }
    byte[] record = tables.seals.get(number);
    if (record == null) {
      throw new IllegalStateException("a winner's seal is here: " + number);
    }
    Seal seal = Records.seal(record);
    last = new Read(number, seal);
    return seal;
  }

  @Nullable Long find(Seal seal) {
    return tables.identities.get(seal.identity().bytes());
  }

  long add(Seal seal) {
    Long highest = tables.seals.lastKey();
    long number = highest == null ? 1 : highest + 1;
    tables.seals.put(number, Records.seal(seal));
    tables.identities.put(seal.identity().bytes(), number);
    return number;
  }

  /** Whether any leaf of the seal is a winner. */
  boolean isUsed(long number) {
    return tables.holdsLeaf(Packing.leaf(number, 0), Packing.leafEnd(number));
  }

  /** Forgets a seal without winners. */
  void remove(long number) {
    tables.identities.remove(get(number).identity().bytes());
    last = null;
    tables.seals.remove(number);
    Iterator<Long> keys = tables.hashes.keyIterator(Packing.node(number, 0, 0));
    List<Long> gone = new ArrayList<>();
    while (keys.hasNext()) {
      long key = keys.next();
      if (key >= Packing.nodeEnd(number)) {
        break;
      }
      gone.add(key);
    }
    gone.forEach(tables.hashes::remove);
  }

  /** What is known of a seal's tree; ids are worked out with {@code codec}. */
  SealFacts facts(long number, Seal seal, ChangeCodec codec) {
    return new SealFacts(tables, number, seal, codec);
  }

  /** Takes over what a part knows of the tree, before any of its leaves is dropped. */
  void learn(PrunedTree tree, SealFacts facts, Part part) {
    tree.learn(part.positions(), part.absent());
    for (int i = 0; i < part.positions().length; i++) {
      facts.show(part.positions()[i], part.leaves()[i].id());
    }
    keep(tree, facts, part.seal().size(), part.positions());
    facts.hideShown();
  }

  private static void keep(PrunedTree tree, SealFacts facts, int size, int[] positions) {
    int height = PrunedTree.height(size);
    for (int level = KEPT_EVERY_LEVELS; level < height; level += KEPT_EVERY_LEVELS) {
      int last = -1;
      for (int position : positions) {
        int index = position >> level;
        if (index != last && facts.absent(level, index) == null) {
          facts.put(level, index, tree.hash(level, index));
        }
        last = index;
      }
    }
  }

  /** Works out anew what is kept of a tree above leaves that are here. */
  void keepAnew(long number, ChangeCodec codec) {
    Seal seal = get(number);
    SealFacts facts = facts(number, seal, codec);
    Iterator<Long> keys = tables.hashes.keyIterator(Packing.node(number, 0, 0));
    List<Long> kept = new ArrayList<>();
    while (keys.hasNext()) {
      long key = keys.next();
      if (key >= Packing.nodeEnd(number)) {
        break;
      }
      if (facts.holds(Packing.level(key), Packing.index(key))) {
        kept.add(key);
      }
    }
    kept.forEach(tables.hashes::remove);
    keep(new PrunedTree(seal.size(), facts), facts, seal.size(), positions(number));
  }

  /** The positions of a seal's winners, ascending. */
  int[] positions(long number) {
    int[] positions = new int[16];
    int count = 0;
    Cursor<Long, Long> cursor = tables.leaves.cursor(Packing.leaf(number, 0));
    while (cursor.hasNext() && cursor.next() < Packing.leafEnd(number)) {
      positions = count == positions.length ? Arrays.copyOf(positions, 2 * count) : positions;
      positions[count++] = (int) (cursor.getKey() - Packing.leaf(number, 0));
    }
    return Arrays.copyOf(positions, count);
  }

  /** The id of the winner of this number, worked out anew. */
  Hash idAt(long number) {
    Records.Logged logged = tables.logged(number);
    return id(logged, get(logged.seal()), new ChangeCodec());
  }

  static Hash id(Records.Logged logged, Seal seal, ChangeCodec codec) {
    return codec.id(logged.change(seal.author()));
  }
}
