package dev.soulgraph.seal;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import java.util.List;

/** A writer's commit: its changes as the leaves of one tree, to be signed once. */
public final class Commit {
  private final PublicKey author;
  private final Leaf[] leaves;
  private final MerkleTree tree;

  /**
   * @param changes 1 to 2^20 of one author
   */
  public Commit(PublicKey author, List<Change> changes) {
    this.author = author;
    ChangeCodec codec = new ChangeCodec();
    leaves = new Leaf[changes.size()];
    Hash[] ids = new Hash[leaves.length];
    for (int i = 0; i < leaves.length; i++) {
      Change change = changes.get(i);
      ids[i] = codec.id(change);
      leaves[i] = Leaf.of(change, ids[i]);
    }
    tree = new MerkleTree(ids);
  }

  /** What the author signs. */
  public byte[] message(String network) {
    return Seal.message(network, leaves.length, tree.root(), Extensions.NONE);
  }

  /** The whole commit under its signature. */
  public Part sealed(byte[] signature) {
    int[] positions = new int[leaves.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    Seal seal = new Seal(author, leaves.length, tree.root(), Extensions.NONE, signature);
    return new Part(seal, positions, leaves, new Hash[0]);
  }
}
