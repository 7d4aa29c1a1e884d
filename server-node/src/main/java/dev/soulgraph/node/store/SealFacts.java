package dev.soulgraph.node.store;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One seal's tree on disk, for {@link PrunedTree}'s algorithms. */
final class SealFacts implements PrunedTree.Facts {
  private final Tables tables;
  private final long number;
  private final Seal seal;
  private final ChangeCodec codec;

  /** Ids that are at hand, so that they needn't be worked out from what is stored. */
  private final Map<Integer, Hash> shown = new HashMap<>();

  SealFacts(Tables tables, long number, Seal seal, ChangeCodec codec) {
    this.tables = tables;
    this.number = number;
    this.seal = seal;
    this.codec = codec;
  }

  void show(int position, Hash id) {
    shown.put(position, id);
  }

  void hideShown() {
    shown.clear();
  }

  @Override
  public @Nullable Hash leaf(int position) {
    Hash id = shown.get(position);
    if (id != null) {
      return id;
    }
    Long winner = tables.leaves.get(Packing.leaf(number, position));
    return winner == null ? null : Seals.id(tables.logged(winner), seal, codec);
  }

  @Override
  public boolean holds(int level, int index) {
    long from = (long) index << level;
    return tables.holdsLeaf(
        Packing.leaf(number, from),
        Math.min(Packing.leaf(number, from) + (1L << level), Packing.leafEnd(number)));
  }

  @Override
  public @Nullable Hash absent(int level, int index) {
    byte[] hash = tables.hashes.get(Packing.node(number, level, index));
    return hash == null ? null : Hash.of(hash, 0);
  }

  @Override
  public void put(int level, int index, Hash hash) {
    tables.hashes.put(Packing.node(number, level, index), hash.bytes());
  }

  @Override
  public void remove(int level, int index) {
    tables.hashes.remove(Packing.node(number, level, index));
  }
}
