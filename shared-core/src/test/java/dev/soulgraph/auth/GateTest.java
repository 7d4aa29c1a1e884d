package dev.soulgraph.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.conformance.Samples;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A seal holds for its author, network, size, root and extensions, and for nothing else. */
final class GateTest {
  private static final Ed25519Keys ALICE = Ed25519Keys.of(Seeds.dice(1).bytes(32));
  private static final Ed25519Keys BOB = Ed25519Keys.of(Seeds.dice(2).bytes(32));

  private final Part whole = sealed(ALICE, 5);

  private static Part sealed(Ed25519Keys keys, int size) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      changes.add(Samples.change(Seeds.dice(i), keys.author(), Samples.EPOCH));
    }
    Commit commit = new Commit(keys.author(), changes);
    return commit.sealed(keys.sign(commit.message("main")));
  }

  private static @Nullable Code verdict(String network, Part part) {
    AtomicReference<@Nullable SoulgraphException> refusal =
        new AtomicReference<>(new SoulgraphException(Code.INTERNAL, "an answer comes", ""));
    new Gate(network, new AuthorKeys(), new BouncyCastleVerifier()).verify(part, refusal::set);
    SoulgraphException answer = refusal.get();
    return answer == null ? null : answer.code();
  }

  private Part with(PublicKey author, int size, Hash root, Extensions extensions) {
    Seal seal = new Seal(author, size, root, extensions, whole.seal().signature());
    return new Part(seal, whole.positions(), whole.leaves(), whole.absent());
  }

  @Test
  void aCommitAndEachOfItsPartsHold() {
    assertNull(verdict("main", whole));
    for (int i = 0; i < 5; i++) {
      boolean[] keep = new boolean[5];
      keep[i] = true;
      Part alone = whole.only(keep);
      assertNotNull(alone);
      assertNull(verdict("main", alone));
      assertNull(verdict("main", FrameCodec.decodePart(FrameCodec.encodePart(alone))));
    }
  }

  @Test
  void anotherNetworkIsRefused() {
    assertEquals(Code.SIGNATURE_INVALID, verdict("other", whole));
  }

  @Test
  void anotherAuthorSizeRootOrExtensionIsRefused() {
    Seal seal = whole.seal();
    Extensions odd = new Extensions(Hex.decode("a10100"));
    for (Part forged :
        List.of(
            with(BOB.author(), 5, seal.root(), Extensions.NONE),
            with(ALICE.author(), 6, seal.root(), Extensions.NONE),
            with(ALICE.author(), 5, whole.leaves()[0].id(), Extensions.NONE),
            with(ALICE.author(), 5, seal.root(), odd))) {
      assertEquals(Code.SIGNATURE_INVALID, verdict("main", forged));
    }
  }

  @Test
  void aSealWithAnOddExtensionHolds() {
    Extensions odd = new Extensions(Hex.decode("a10100"));
    byte[] signature = ALICE.sign(Seal.message("main", 5, whole.seal().root(), odd));
    Seal seal = new Seal(ALICE.author(), 5, whole.seal().root(), odd, signature);
    Part part = new Part(seal, whole.positions(), whole.leaves(), whole.absent());
    assertNull(verdict("main", FrameCodec.decodePart(FrameCodec.encodePart(part))));
  }

  @Test
  void anAuthorOfSmallOrderIsRefusedBeforeTheSignatureIsLookedAt() {
    Part forged = with(PublicKey.ofRaw(new byte[32]), 5, whole.seal().root(), Extensions.NONE);
    assertEquals(Code.AUTHOR_INVALID, verdict("main", forged));
  }

  @Test
  void noFlippedBitMakesAnotherCommitOfIt() {
    byte[] bytes = FrameCodec.encodePart(whole);
    for (int round = 0; round < 300; round++) {
      byte[] flipped = bytes.clone();
      int bit = Seeds.dice(round).below(bytes.length * 8);
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      assertFalse(provesAnother(flipped), Seeds.again(round) + " bit " + bit);
    }
  }

  private boolean provesAnother(byte[] bytes) {
    try {
      Part part = FrameCodec.decodePart(bytes);
      return verdict("main", part) == null && !part.seal().root().equals(whole.seal().root());
    } catch (SoulgraphException refused) {
      return false;
    }
  }
}
