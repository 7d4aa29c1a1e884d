package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.BouncyCastleVerifier;
import dev.soulgraph.auth.Ed25519Keys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.RawPart;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node sends that breaks a rule must not keep the rest from being kept. */
final class IncomingTest {
  private static final Ed25519Keys AUTHOR = Ed25519Keys.of(new byte[32]);

  private final List<byte[]> kept = new ArrayList<>();
  private final List<Code> failures = new ArrayList<>();

  private final Relay relay =
      new SendingOnly() {
        @Override
        public boolean changes(
            List<Part> parts, List<byte[]> records, Map<Scope, Frame.Cursor> cursors) {
          kept.addAll(records);
          return true;
        }

        @Override
        public void failed(SoulgraphException reason) {
          failures.add(reason.code());
        }
      };

  private final Connection nowhere =
      new Connection() {
        @Override
        public void send(byte[] frame) {}

        @Override
        public long queuedBytes() {
          return 0;
        }

        @Override
        public void close(SoulgraphException reason, boolean retry) {}
      };

  /** A lawful leaf beside one whose value is NaN, truly signed. */
  private static Part withUnlawfulLeaf() {
    RawPart raw = new RawPart(AUTHOR.author()).leaf("a", "k", "f5");
    raw.leaf(Utf8.encode("a"), Utf8.encode("l"), 0, "f97e00", "a0");
    Hash root = new MerkleTree(raw.ids()).root();
    byte[] signature = AUTHOR.sign(Seal.message("main", 2, root, Extensions.NONE));
    Part read = FrameCodec.decodePart(raw.bytes());
    Seal seal = new Seal(AUTHOR.author(), 2, root, Extensions.NONE, signature);
    return new Part(seal, read.positions(), read.leaves(), read.absent());
  }

  @Test
  void aForgedSealBesideAnUnlawfulLeafLeavesALawfulRecord() {
    Gate gate = new Gate("main", new AuthorKeys(), new BouncyCastleVerifier());
    Incoming incoming = new Incoming(gate, relay, new Subscriptions(nowhere, relay));
    Part forged = Samples.commit(new Dice(1), AUTHOR.author(), 2);
    Frame.Changes frame =
        new Frame.Changes(Frame.Changes.LIVE, 1, false, List.of(forged, withUnlawfulLeaf()));
    incoming.changes(frame, new byte[0]);
    assertEquals(List.of(Code.SIGNATURE_INVALID), failures);
    assertEquals(1, kept.size());
    Frame.Changes record = (Frame.Changes) new FrameCodec().decode(kept.get(0));
    assertEquals(1, record.parts().size());
    Part part = record.parts().get(0);
    assertEquals(1, part.leaves().length);
    assertNotNull(part.leaves()[0].change());
    assertEquals(2, part.seal().size());
  }
}
