package dev.soulgraph.browser;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * A browser compiles a function when it is first called, and compiles it well only after it has run
 * for a while. So what receives changes is run a few times before the first come, while the page
 * connects: some milliseconds that nobody waits for, instead of more that somebody does.
 */
final class Rehearsal {
  private static final int HASHED_BYTES = 25_000;
  private static final int LEAVES = 1024;
  private static final int CHANGES = 1000;
  private static final int CHANGES_PER_SOUL = 5;
  private static final long STATE = 1L << 40;

  private Rehearsal() {}

  /** Makes a commit, reads it, judges it and merges it, into nothing that anybody sees. */
  static void run() {
    Sha256.of(new byte[HASHED_BYTES]);
    new Sha256().tree(new int[LEAVES * Hash.WORDS], LEAVES);
    PublicKey author = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      Soul soul = Soul.of("rehearsal/" + i / CHANGES_PER_SOUL);
      String key = "key" + i % CHANGES_PER_SOUL;
      Value value = i % 2 == 0 ? new Value.Num(i) : new Value.Text("number " + i);
      changes.add(new Change(author, STATE, soul, key, value, Extensions.NONE));
    }
    Part made = new Commit(author, changes).sealed(new byte[Seal.SIGNATURE_BYTES]);
    Part read = FrameCodec.decodePart(FrameCodec.encodePart(made));
    Gate.judge(read, STATE);
    new Graph(new ChangeCodec()).merge(read, null);
  }
}
