package dev.soulgraph.browser;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a small commit, reads and merges it, and sees that it comes out as it went in. Done again
 * and again while the first relay is awaited, for a second reason: what follows may be large, and a
 * browser runs code well only once it has run it some hundred times.
 */
final class SelfTest {
  private static final int ROUNDS = 12;
  private static final int NODES = 40;

  private static boolean done;

  private SelfTest() {}

  /**
   * @throws SoulgraphException {@code internal}
   */
  static void once() {
    if (!done) {
      done = true;
      run();
    }
  }

  private static void run() {
    List<Change> changes = new ArrayList<>();
    PublicKey author = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);
    for (int i = 0; i < NODES; i++) {
      Soul soul = Soul.of("test/" + i);
      changes.add(change(author, soul, "a", new Value.Num(i)));
      changes.add(change(author, soul, "b", new Value.Num(i / 7.0)));
      changes.add(change(author, soul, "c", new Value.Text("a text of some length, " + soul)));
    }
    Part commit = new Commit(author, changes).sealed(new byte[Seal.SIGNATURE_BYTES]);
    byte[] frame = FrameCodec.encode(new Frame.Changes(0, 1, false, List.of(commit)));
    FrameCodec codec = FrameCodec.forClient();
    for (int i = 0; i < ROUNDS; i++) {
      Graph graph = new Graph(new ChangeCodec());
      Part part = ((Frame.Changes) codec.decode(frame)).parts().get(0);
      graph.merge(part, Gate.judge(part, 1L << 33).passing());
      if (graph.size() != changes.size() || !part.seal().root().equals(commit.seal().root())) {
        throw new SoulgraphException(Code.INTERNAL, "the core agrees with itself", "");
      }
    }
  }

  private static Change change(PublicKey author, Soul soul, String key, Value value) {
    return new Change(author, 1L << 33, soul, key, value, Extensions.NONE);
  }
}
