package dev.soulgraph.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.BouncyCastleVerifier;
import dev.soulgraph.auth.Ed25519Keys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.HelloVectors;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads the files and holds the code to them, as another implementation would. */
final class VectorsTest {
  private final ChangeCodec codec = new ChangeCodec();

  @Test
  void keysAreDerivedAndWrittenAsListed() {
    for (Case each : VectorFile.read("keys")) {
      PublicKey key = Ed25519Keys.of(each.bytes("seed")).author();
      assertEquals(each.text("public"), Hex.encode(key.raw()));
      assertEquals(each.text("multicodec"), Hex.encode(key.multicodec()));
      assertEquals(each.text("text"), key.text());
    }
  }

  @Test
  void valuesAreReadOrRefusedAsListed() {
    for (Case each : VectorFile.read("values")) {
      Case found = Verdict.value(each.text("bytes"));
      assertEquals(each.fields(), found.fields());
    }
  }

  @Test
  void changesHaveTheListedPartsAndIds() {
    for (Case each : VectorFile.read("changes")) {
      Change change = ChangeCodec.decode(each.bytes("bytes"));
      assertEquals(each.text("author"), change.author().text());
      assertEquals(each.text("state"), Long.toString(change.state()));
      assertEquals(each.text("soul"), change.soul().text());
      assertEquals(each.text("key"), change.key());
      assertEquals(each.text("value"), Hex.encode(ValueCodec.encode(change.value())));
      assertEquals(each.text("extensions"), Hex.encode(change.extensions().cbor()));
      assertEquals(each.text("id"), codec.id(change).toString());
      Change built =
          new Change(
              change.author(),
              Long.parseLong(each.text("state")),
              Soul.of(each.text("soul")),
              each.text("key"),
              ValueCodec.read(new CborReader(each.bytes("value"))),
              ValueCodec.readExtensions(new CborReader(each.bytes("extensions"))));
      assertEquals(each.text("bytes"), Hex.encode(ChangeCodec.encode(built)));
    }
  }

  @Test
  void sealsHoldForEachOfTheirParts() {
    for (Case each : VectorFile.read("seals")) {
      Hash[] leaves =
          each.list("leaves").stream()
              .map(id -> Hash.of(Hex.decode((String) id), 0))
              .toArray(Hash[]::new);
      assertEquals(each.text("root"), new MerkleTree(leaves).root().toString());
      Ed25519Keys keys = Ed25519Keys.of(each.bytes("seed"));
      assertEquals(each.text("signature"), Hex.encode(keys.sign(each.bytes("message"))));
      Held together = null;
      for (Case listed : each.cases("parts")) {
        Part part = FrameCodec.decodePart(listed.bytes("bytes"));
        assertEquals(each.text("root"), part.seal().root().toString());
        assertEquals(each.text("message"), Hex.encode(part.seal().message(each.text("network"))));
        assertPart(listed, leaves, part);
        assertNull(refusal(each.text("network"), part));
        together = together == null ? new Held(part.seal()) : together;
        together.add(part);
      }
      assertNotNull(together);
      assertEquals(each.number("size"), together.count());
    }
  }

  private static void assertPart(Case listed, Hash[] leaves, Part part) {
    int[] positions =
        listed.list("positions").stream().mapToInt(i -> ((Long) i).intValue()).toArray();
    assertArrayEquals(positions, part.positions());
    for (int i = 0; i < positions.length; i++) {
      assertEquals(leaves[positions[i]], part.leaves()[i].id());
      assertNotNull(part.leaves()[i].change());
    }
    List<String> absent = new ArrayList<>();
    for (Hash hash : part.absent()) {
      absent.add(hash.toString());
    }
    assertEquals(listed.list("absent"), absent);
    assertArrayEquals(listed.bytes("bytes"), FrameCodec.encodePart(part));
  }

  private static void assertNull(@Nullable SoulgraphException refusal) {
    assertEquals("", refusal == null ? "" : refusal.getMessage());
  }

  private static @Nullable SoulgraphException refusal(String network, Part part) {
    List<@Nullable SoulgraphException> answers = new ArrayList<>();
    new Gate(network, new AuthorKeys(), new BouncyCastleVerifier()).verify(part, answers::add);
    return answers.get(0);
  }

  @Test
  void signaturesAreJudgedAsListed() {
    int accepted = 0;
    for (Case each : VectorFile.read("signatures")) {
      Case found =
          Verdict.signature(
              each.text("name"), each.text("key"), each.bytes("message"), each.text("signature"));
      assertEquals(each.fields(), found.fields());
      accepted += each.flag("accepted") ? 1 : 0;
      assertEquals(each.text("name").startsWith("honest"), each.flag("accepted"));
    }
    assertEquals(2, accepted, "nothing but what is honest");
  }

  @Test
  void framesReadBackAsListed() {
    for (Case each : VectorFile.read("frames")) {
      byte[] bytes = each.bytes("bytes");
      assertEquals(
          each.text("bytes"), Hex.encode(FrameCodec.encode(new FrameCodec().decode(bytes))));
    }
  }

  @Test
  void aNodeProvesItsKeyAsListed() {
    for (Case each : VectorFile.read("hello")) {
      Ed25519Keys keys = Ed25519Keys.of(each.bytes("seed"));
      assertEquals(each.text("node"), keys.author().text());
      byte[] message =
          HelloVectors.message(
              each.text("network"),
              each.bytes("clientNonce"),
              each.bytes("nodeNonce"),
              keys.author());
      assertEquals(each.text("message"), Hex.encode(message));
      assertEquals(each.text("proof"), Hex.encode(keys.sign(message)));
    }
  }

  @Test
  void whatIsRefusedIsRefusedByTheListedCode() {
    for (Case each : VectorFile.read("refused")) {
      List<String> leaves = new ArrayList<>();
      String code =
          Generated.codeOf(
              () -> leaves.addAll(Refusals.judge(each.text("input"), each.bytes("bytes"))));
      assertEquals(each.has("code") ? each.text("code") : "", code, each.text("name"));
      if (each.has("leaves")) {
        assertEquals(each.list("leaves"), leaves, each.text("name"));
      }
      assertFalse(each.has("code") == each.has("leaves"));
    }
  }

  @Test
  void theListedWinnerWinsInAnyOrder() {
    for (Case each : VectorFile.read("merge")) {
      List<Change> changes =
          each.list("changes").stream()
              .map(hex -> ChangeCodec.decode(Hex.decode((String) hex)))
              .toList();
      for (int turn = 0; turn < changes.size(); turn++) {
        Graph graph = new Graph(codec);
        for (int i = 0; i < changes.size(); i++) {
          Change change = changes.get((i + turn) % changes.size());
          graph.merge(new Commit(change.author(), List.of(change)).sealed(new byte[64]), null);
        }
        Change winner = graph.winner(changes.get(0).soul(), changes.get(0).key());
        assertTrue(winner != null && codec.id(winner).toString().equals(each.text("winner")));
      }
    }
  }
}
