package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What breaks a rule is refused by name, and nobody else notices. */
final class BadInputTest {
  private static final int POLICY_VIOLATION = 1008;
  private static final int TOO_LARGE = 1009;

  @TempDir Path folder;
  private Server server;
  private RawClient bystander;
  private RawClient client;
  private final TestAuthor alice = new TestAuthor(1);
  private final TestAuthor bob = new TestAuthor(2);

  @BeforeEach
  void start() throws InterruptedException {
    server = Server.start(ServeOptions.of("localhost", 0, folder.resolve("data")));
    bystander = RawClient.welcomed(server);
    client = RawClient.welcomed(server);
  }

  @AfterEach
  void stop() throws InterruptedException {
    bystander.assertAlive(7);
    server.stop();
  }

  private static byte[] hex(String text) {
    return Hex.decode(text.replace(" ", ""));
  }

  private void assertEnds(RawClient guilty, Code code, int status) throws InterruptedException {
    Frame.Refuse refuse = guilty.next(Frame.Refuse.class);
    assertEquals(code.text(), refuse.code());
    assertEquals(Frame.About.CONNECTION, refuse.about());
    assertEquals(status, guilty.closeStatus());
  }

  /** A commit of one change gets this verdict, and the connection goes on. */
  private void assertVerdict(Code code, Part part) throws InterruptedException {
    Frame.Commit commit = alice.commit(part);
    client.send(commit);
    Frame.Ack ack = client.next(Frame.Ack.class);
    assertEquals(commit.sequence(), ack.sequence());
    assertEquals(code.text(), ack.verdicts().get(0).code());
    client.assertAlive(1);
  }

  private void assertCommitRefused(Code code, Part part) throws InterruptedException {
    Frame.Commit commit = alice.commit(part);
    client.send(commit);
    Frame.Refuse refuse = client.next(Frame.Refuse.class);
    assertEquals(code.text(), refuse.code());
    assertEquals(Frame.About.COMMIT, refuse.about());
    assertEquals(commit.sequence(), refuse.reference());
    client.assertAlive(1);
  }

  @Test
  void aTruncatedFrame() throws InterruptedException {
    byte[] whole = FrameCodec.encode(alice.commit("a", "x", "1"));
    client.send(Arrays.copyOf(whole, whole.length - 3));
    assertEnds(client, Code.FRAME_MALFORMED, POLICY_VIOLATION);
  }

  @Test
  void anEmptyFrame() throws InterruptedException {
    client.send(new byte[0]);
    assertEnds(client, Code.FRAME_MALFORMED, POLICY_VIOLATION);
  }

  @Test
  void aNumberThatIsLongerThanNeeded() throws InterruptedException {
    client.send(hex("82 09 18 05"));
    assertEnds(client, Code.NOT_CANONICAL, POLICY_VIOLATION);
  }

  @Test
  void aFrameOfAnUnknownType() throws InterruptedException {
    client.send(hex("82 17 00"));
    assertEnds(client, Code.UNSUPPORTED, POLICY_VIOLATION);
  }

  @Test
  void aFrameThatOnlyNodesSend() throws InterruptedException {
    client.send(new Frame.Level(1, 1));
    assertEnds(client, Code.FRAME_MALFORMED, POLICY_VIOLATION);
  }

  @Test
  void aFrameAboveTheLimit() throws InterruptedException {
    client.send(new byte[FrameCodec.FRAME_MAX_BYTES + 1]);
    assertEnds(client, Code.FRAME_TOO_LARGE, TOO_LARGE);
  }

  @Test
  void aFrameFarAboveTheLimit() throws InterruptedException {
    client.send(new byte[8 * FrameCodec.FRAME_MAX_BYTES]);
    assertEnds(client, Code.FRAME_TOO_LARGE, TOO_LARGE);
  }

  @Test
  void theSenderOfAnOversizedFrameAlwaysHearsWhy() throws InterruptedException {
    for (int time = 0; time < 8; time++) {
      RawClient large = RawClient.welcomed(server);
      large.send(new byte[3_000_000]);
      assertEnds(large, Code.FRAME_TOO_LARGE, TOO_LARGE);
    }
  }

  @Test
  void aTextMessage() throws InterruptedException {
    client.send("{\"hello\": 1}");
    assertEnds(client, Code.FRAME_MALFORMED, POLICY_VIOLATION);
  }

  @Test
  void aFirstFrameThatIsNoHello() throws InterruptedException {
    RawClient rude = new RawClient(server);
    rude.open(1, Scope.ALL, null);
    assertEnds(rude, Code.HELLO_EXPECTED, POLICY_VIOLATION);
  }

  @Test
  void aHelloFromAnotherNetwork() throws InterruptedException {
    RawClient foreign = new RawClient(server);
    foreign.send(RawClient.hello("elsewhere"));
    assertEnds(foreign, Code.NETWORK_MISMATCH, POLICY_VIOLATION);
  }

  @Test
  void aSealForAnotherNetwork() throws InterruptedException {
    assertCommitRefused(
        Code.SIGNATURE_INVALID, alice.sealed("elsewhere", alice.change("a", "x", "1")));
  }

  @Test
  void aForgedSeal() throws InterruptedException {
    Part honest = alice.sealed("main", alice.change("a", "x", "1"));
    byte[] signature = honest.seal().signature().clone();
    signature[40] ^= 1;
    assertCommitRefused(Code.SIGNATURE_INVALID, under(honest, signature));
  }

  @Test
  void aSealOfAnotherAuthor() throws InterruptedException {
    Change change = bob.change("a", "x", "1");
    Part byBob = bob.sealed("main", change);
    Part byAlice = alice.sealed("main", alice.change("a", "x", "1"));
    assertCommitRefused(Code.SIGNATURE_INVALID, under(byBob, byAlice.seal().signature()));
  }

  private static Part under(Part part, byte[] signature) {
    Seal seal = part.seal();
    return new Part(
        new Seal(seal.author(), seal.size(), seal.root(), seal.extensions(), signature),
        part.positions(),
        part.leaves(),
        part.absent());
  }

  private Part oneOfThree() {
    Part whole =
        alice.sealed(
            "main",
            alice.change("a", "x", "1"),
            alice.change("a", "y", "1"),
            alice.change("a", "z", "1"));
    Part one = whole.only(new boolean[] {true, false, false});
    assertTrue(one != null && one.absent().length == 2);
    return one == null ? whole : one;
  }

  @Test
  void aProofWithAWrongHash() throws InterruptedException {
    Part one = oneOfThree();
    Hash[] swapped = {one.absent()[1], one.absent()[0]};
    assertCommitRefused(
        Code.SIGNATURE_INVALID, new Part(one.seal(), one.positions(), one.leaves(), swapped));
  }

  @Test
  void aProofThatIsTooShort() throws InterruptedException {
    Part one = oneOfThree();
    Hash[] few = {one.absent()[0]};
    client.send(alice.commit(new Part(one.seal(), one.positions(), one.leaves(), few)));
    assertEnds(client, Code.PROOF_INVALID, POLICY_VIOLATION);
  }

  @Test
  void anothersSpace() throws InterruptedException {
    String soul = "~" + bob.key().text() + "/profile";
    assertVerdict(Code.NOT_OWNER, alice.sealed("main", alice.change(soul, "x", "1")));
  }

  @Test
  void aReservedSpace() throws InterruptedException {
    assertVerdict(Code.SPACE_RESERVED, alice.sealed("main", alice.change("+group/x", "x", "1")));
  }

  @Test
  void anothersKey() throws InterruptedException {
    String key = "~" + bob.key().text();
    assertVerdict(Code.KEY_NOT_OWN, alice.sealed("main", alice.change("poll", key, "1")));
  }

  @Test
  void aStateOfTheFarFuture() throws InterruptedException {
    assertVerdict(Code.FUTURE, alice.sealed("main", alice.changeAhead(3_600_000, "a", "x", "1")));
  }

  @Test
  void aSoulThatHasExpired() throws InterruptedException {
    assertVerdict(
        Code.EXPIRED, alice.sealed("main", alice.change("room/!1000000000000", "x", "1")));
  }

  @Test
  void aSoulThatIsNone() throws InterruptedException {
    byte[] frame = FrameCodec.encode(alice.commit("abcdefgh", "x", "1"));
    byte[] soul = Utf8.encode("abcdefgh");
    System.arraycopy(Utf8.encode("abc//fgh"), 0, frame, indexOf(frame, soul), soul.length);
    client.send(frame);
    // The leaf isn't what was signed, so the seal falls before the leaf does.
    assertEquals(Code.SIGNATURE_INVALID.text(), client.next(Frame.Refuse.class).code());
    client.assertAlive(1);
  }

  private static int indexOf(byte[] bytes, byte[] sought) {
    for (int i = 0; i + sought.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  @Test
  void aScopeNumberThatIsInUse() throws InterruptedException {
    client.open(1, Scope.ALL, null);
    client.open(1, Scope.prefix("a"), null);
    Frame.Refuse refuse = client.next(Frame.Refuse.class);
    assertEquals(Code.SCOPE_INVALID.text(), refuse.code());
    assertEquals(Frame.About.SCOPE, refuse.about());
    client.assertAlive(1);
  }
}
