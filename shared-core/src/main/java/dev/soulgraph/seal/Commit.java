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

  /** To be done before the commit is signed, where a node asks for it. */
  public Work work(String network) {
    return new Work(network, leaves.length, tree.root());
  }

  /** What the author signs. */
  public byte[] message(String network) {
    return message(network, Extensions.NONE);
  }

  public byte[] message(String network, Extensions extensions) {
    return Seal.message(network, leaves.length, tree.root(), extensions);
  }

  /** The whole commit under its signature. */
  public Part sealed(byte[] signature) {
    return sealed(signature, Extensions.NONE);
  }

  /**
   * @param extensions those that were signed
   */
  public Part sealed(byte[] signature, Extensions extensions) {
    int[] positions = new int[leaves.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    Seal seal = new Seal(author, leaves.length, tree.root(), extensions, signature);
    return new Part(seal, positions, leaves, new Hash[0]);
  }
}
