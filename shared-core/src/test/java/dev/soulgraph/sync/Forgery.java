package dev.soulgraph.sync;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.World;
import java.util.List;

/** Commits as no honest database makes them, and honest ones to compare with. */
final class Forgery {
  static final long STATE = World.BEGIN_MS << Tolerance.COUNTER_BITS;

  private Forgery() {}

  static Change change(PublicKey author, long state, String soul, String key, String value) {
    return new Change(author, state, Soul.of(soul), key, new Value.Text(value), Extensions.NONE);
  }

  /** Whatever the changes are, the author's signature over them holds. */
  static Part sealed(Identity author, Change... changes) {
    return sealed(author, "main", List.of(changes));
  }

  static Part sealed(Identity author, String network, List<Change> changes) {
    Commit commit = new Commit(author.key(), changes);
    return commit.sealed(author.sign(commit.message(network)));
  }

  static Part unsigned(String soul, String key, String value) {
    Identity author = Identity.of("victim");
    Change change = change(author.key(), STATE, soul, key, value);
    return new Commit(author.key(), List.of(change)).sealed(Identity.of("thief").sign(new byte[1]));
  }

  /** Another's change under the thief's own good signature: the tree's root is theirs. */
  static Part stolen(String soul, String key, String value) {
    Identity thief = Identity.of("thief");
    Change change = change(Identity.of("victim").key(), STATE, soul, key, value);
    Hash root = new MerkleTree(new Hash[] {new ChangeCodec().id(change)}).root();
    byte[] signature = thief.sign(Seal.message("main", 1, root, Extensions.NONE));
    Seal seal = new Seal(Identity.of("victim").key(), 1, root, Extensions.NONE, signature);
    Leaf[] leaves = {Leaf.of(change, root)};
    return new Part(seal, new int[] {0}, leaves, new Hash[0]);
  }
}
