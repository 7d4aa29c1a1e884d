package dev.soulgraph.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.RawPart;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts on the wire: what is written is read, and what is unlawful is refused alone. */
final class PartCodecTest {
  private static final PublicKey AUTHOR = Samples.author(9);

  private static void assertSame(Part expected, Part found, String again) {
    assertEquals(expected.seal().root(), found.seal().root(), again);
    assertEquals(expected.seal().size(), found.seal().size(), again);
    assertEquals(expected.seal().author(), found.seal().author(), again);
    assertEquals(expected.seal().extensions(), found.seal().extensions(), again);
    assertArrayEquals(expected.seal().signature(), found.seal().signature(), again);
    assertArrayEquals(expected.positions(), found.positions(), again);
    assertArrayEquals(expected.absent(), found.absent(), again);
    for (int i = 0; i < expected.leaves().length; i++) {
      Change change = found.leaves()[i].change();
      assertNotNull(change, again);
      Change wanted = expected.leaves()[i].change();
      assertNotNull(wanted, again);
      assertArrayEquals(ChangeCodec.encode(wanted), ChangeCodec.encode(change), again);
      assertEquals(expected.leaves()[i].id(), found.leaves()[i].id(), again);
    }
  }

  @Test
  void anyPartReadsBack() {
    for (int round = 0; round < 300; round++) {
      Dice dice = Seeds.dice(round);
      Part whole = Samples.commit(dice, AUTHOR, 1 + dice.below(80));
      for (Part piece : Samples.pieces(dice, whole)) {
        Part read = FrameCodec.decodePart(FrameCodec.encodePart(piece));
        assertSame(piece, read, Seeds.again(round));
      }
    }
  }

  @Test
  void whatChangesShareIsWrittenOnce() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      changes.add(Samples.change(new Dice(i / 5), AUTHOR, Samples.EPOCH));
    }
    int alone = changes.stream().mapToInt(change -> ChangeCodec.encode(change).length).sum();
    byte[] together =
        FrameCodec.encodePart(new dev.soulgraph.seal.Commit(AUTHOR, changes).sealed(new byte[64]));
    assertTrue(together.length < alone / 2, together.length + " of " + alone);
  }

  @Test
  void piecesOfACutStayBelowTheLimitAndProveThemselves() {
    for (int round = 0; round < 60; round++) {
      Dice dice = Seeds.dice(round);
      Part whole = Samples.commit(dice, AUTHOR, 1 + dice.below(600));
      List<Part> parts = new ArrayList<>(Samples.pieces(dice, whole));
      parts.add(whole);
      for (Part part : parts) {
        int most = 1500 + dice.below(30_000);
        List<Integer> positions = new ArrayList<>();
        for (Part piece : Cut.pieces(part, PartCodec::bound, most)) {
          byte[] bytes = FrameCodec.encodePart(piece);
          int fits = piece.leaves().length == 1 ? FrameCodec.FRAME_MIN_LIMIT_BYTES : most;
          assertTrue(bytes.length <= fits, Seeds.again(round));
          Part read = FrameCodec.decodePart(bytes);
          assertEquals(whole.seal().root(), read.seal().root(), Seeds.again(round));
          for (int position : read.positions()) {
            positions.add(position);
          }
        }
        assertArrayEquals(
            part.positions(),
            positions.stream().mapToInt(i -> i).toArray(),
            "in order, each once: " + Seeds.again(round));
      }
    }
  }

  @Test
  void aPartWithManyGapsIsCutIntoFewPieces() {
    Part whole = Samples.commit(new Dice(1), AUTHOR, 20_000);
    boolean[] keep = new boolean[20_000];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = Seeds.dice(i).onceIn(2);
    }
    Part part = whole.only(keep);
    assertNotNull(part);
    int bytes = FrameCodec.encodePart(part).length;
    int most = 64 << 10;
    List<Part> pieces = Cut.pieces(part, PartCodec::bound, most);
    assertTrue(pieces.size() < 8 * bytes / most, pieces.size() + " pieces of " + bytes + " bytes");
    for (Part piece : pieces) {
      byte[] written = FrameCodec.encodePart(piece);
      assertTrue(written.length <= most);
      assertEquals(whole.seal().root(), FrameCodec.decodePart(written).seal().root());
    }
  }

  @Test
  void aSealsExtensionsCountTowardsTheBound() {
    Part whole = Samples.commit(new Dice(1), AUTHOR, 1);
    Extensions large = new Extensions(Hex.decode("a101590ffb" + "00".repeat(4091)));
    Seal seal = new Seal(AUTHOR, 1, whole.seal().root(), large, whole.seal().signature());
    Part part = new Part(seal, whole.positions(), whole.leaves(), whole.absent());
    assertTrue(FrameCodec.encodePart(part).length <= PartCodec.bound(part, 0, 1));
  }

  /** The outer two leaves are lawful; their proofs need the middle one's id, and nothing more. */
  private static Part beside(
      String soul, String key, int kind, String valueHex, String extensions) {
    RawPart raw = new RawPart(AUTHOR).leaf("a", "k", "f6");
    raw.leaf(Utf8.encode(soul), Utf8.encode(key), kind, valueHex, extensions).leaf("b", "k", "f6");
    Frame.Commit frame = (Frame.Commit) new FrameCodec().decode(raw.frame());
    assertEquals(new MerkleTree(raw.ids()).root(), frame.part().seal().root());
    return frame.part();
  }

  private static void assertRefusedAlone(Code code, Part part) {
    SoulgraphException refusal = part.leaves()[1].refusal();
    assertNotNull(refusal);
    assertEquals(code, refusal.code());
    Part others = part.lawful();
    assertNotNull(others);
    Hash[] ids = {others.leaves()[0].id(), others.leaves()[1].id()};
    Hash root = PrunedTree.root(3, others.positions(), ids, others.absent());
    assertEquals(part.seal().root(), root);
    assertSame(others, FrameCodec.decodePart(FrameCodec.encodePart(others)), "passed on");
  }

  @ParameterizedTest
  @CsvSource({
    "s, k, 1, f6, a0, key-invalid",
    "s, k, 2, f6, a0, unsupported",
    "s, k, 99, f6, a0, unsupported",
    "s, '', 1, f4, a0, value-invalid",
    "s, k, 0, f6, a10000, unsupported",
    "s, k, 0, f6, a2010002f6, unsupported",
    "s, k, 0, f6, 80, extensions-invalid",
    "s, k, 0, f97e00, a0, value-invalid",
    "s, k, 0, f98000, a0, value-invalid",
    "s, k, 0, 8181818181818181818181818181818180, a0, value-invalid",
    "s, '', 0, f6, a0, key-invalid",
    "s, ~x, 0, f6, a0, key-not-own",
    "s//t, k, 0, f6, a0, soul-invalid",
    "!1, k, 0, f6, a0, soul-invalid",
    "'', k, 0, f6, a0, soul-invalid"
  })
  void anUnlawfulLeafIsRefusedAlone(
      String soul, String key, int kind, String value, String extensions, String code) {
    Code expected = Code.of(code);
    assertNotNull(expected);
    assertRefusedAlone(expected, beside(soul, key, kind, value, extensions));
  }

  @Test
  void anothersOwnKeyIsRefusedAlone() {
    String foreign = "~" + Samples.author(1).text();
    assertRefusedAlone(Code.KEY_NOT_OWN, beside("s", foreign + "/k", 0, "f6", "a0"));
    String own = "~" + AUTHOR.text();
    assertNotNull(beside("s", own + "/k", 0, "f6", "a0").leaves()[1].change());
  }

  @Test
  void aValueThatIsTooLargeIsRefusedAlone() {
    String large = "5a00010000" + "00".repeat(65536);
    assertRefusedAlone(Code.VALUE_TOO_LARGE, beside("s", "k", 0, large, "a0"));
  }

  @Test
  void aValueThatIsNotCanonicalRefusesTheFrame() {
    for (String value : List.of("1800", "9fff", "a201000100", "61ff", "f817")) {
      SoulgraphException refused =
          assertThrows(SoulgraphException.class, () -> beside("s", "k", 0, value, "a0"), value);
      assertEquals(Code.NOT_CANONICAL, refused.code(), value);
    }
  }

  @Test
  void whatNobodyKnowsYetIsKeptByteForByte() {
    for (String value : List.of("00", "a201000300", "d9d9f7f6", "f7", "d8276121")) {
      Part part = beside("s", "k", 0, value, "a103" + value);
      Change change = part.leaves()[1].change();
      assertNotNull(change);
      assertSame(part, FrameCodec.decodePart(FrameCodec.encodePart(part)), value);
    }
  }
}
