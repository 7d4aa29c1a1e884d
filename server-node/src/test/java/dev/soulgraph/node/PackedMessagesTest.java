package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed messages at a real node: lawful ones do what their frames do, others end by name. */
final class PackedMessagesTest {
  private static final int POLICY_VIOLATION = 1008;
  private static final int TOO_LARGE = 1009;
  private static final int ROUNDS = 60;

  @TempDir Path folder;
  private Server server;
  private RawClient bystander;
  private RawClient client;
  private final TestAuthor alice = new TestAuthor(1);

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

  private static byte[] joined(byte[]... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      bytes.writeBytes(frame);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] packed(byte[] frames) {
    return new Packed(frames.length, deflated(frames)).toBytes();
  }

  private static byte[] ping(int token) {
    return FrameCodec.encode(new Frame.Ping(token));
  }

  private void assertEnds(Code code) throws InterruptedException {
    Frame.Refuse refuse = client.next(Frame.Refuse.class);
    assertEquals(code.text(), refuse.code());
    assertEquals(Frame.About.CONNECTION, refuse.about());
    assertEquals(code == Code.FRAME_TOO_LARGE ? TOO_LARGE : POLICY_VIOLATION, client.closeStatus());
  }

  private void assertRefused(Code code, byte[] message) throws InterruptedException {
    client.send(message);
    assertEnds(code);
  }

  @Test
  void framesAreTakenInTheirOrder() throws InterruptedException {
    Frame.Commit commit = alice.commit("a", "x", "1");
    client.send(packed(joined(ping(1), FrameCodec.encode(commit), ping(2))));
    assertEquals(1, client.next(Frame.Pong.class).token());
    client.send(ping(3));
    client.send(packed(ping(4)));
    assertEquals(2, client.next(Frame.Pong.class).token());
    assertEquals(3, client.next(Frame.Pong.class).token());
    assertEquals(4, client.next(Frame.Pong.class).token());
    client.assertAlive(5);
  }

  @Test
  void aPackedHelloIsAHello() throws InterruptedException {
    RawClient late = new RawClient(server);
    late.send(packed(FrameCodec.encode(RawClient.hello("main"))));
    late.next(Frame.Welcome.class);
  }

  @Test
  void whatIsSmallIsNotPacked() throws InterruptedException {
    bystander.open(1, Scope.ALL, null);
    bystander.next(Frame.Level.class);
    client.send(alice.commit("a", "x", "1"));
    bystander.next(Frame.Changes.class);
    assertEquals(0, bystander.packed());
    client.send(alice.commit("b", 100, 1));
    bystander.next(Frame.Changes.class);
    assertEquals(1, bystander.packed());
  }

  @Test
  void aBombIsNotUnfolded() throws InterruptedException {
    byte[] bomb = deflated(new byte[64 << 20]);
    assertRefused(Code.FRAME_MALFORMED, new Packed(FrameCodec.FRAME_MAX_BYTES, bomb).toBytes());
  }

  @Test
  void aSizeBeyondAFrames() throws InterruptedException {
    byte[] frames = new byte[FrameCodec.FRAME_MAX_BYTES + 1];
    assertRefused(Code.FRAME_TOO_LARGE, packed(frames));
  }

  @Test
  void moreThanItSays() throws InterruptedException {
    assertRefused(Code.FRAME_MALFORMED, new Packed(2, deflated(ping(1))).toBytes());
  }

  @Test
  void lessThanItSays() throws InterruptedException {
    assertRefused(Code.FRAME_MALFORMED, new Packed(4, deflated(ping(1))).toBytes());
  }

  @Test
  void nothing() throws InterruptedException {
    assertRefused(Code.FRAME_MALFORMED, packed(new byte[0]));
  }

  @Test
  void packedAgain() throws InterruptedException {
    assertRefused(Code.FRAME_MALFORMED, packed(packed(ping(1))));
  }

  @Test
  void bytesAfterTheStream() throws InterruptedException {
    byte[] stream = deflated(ping(1));
    assertRefused(
        Code.FRAME_MALFORMED, new Packed(3, Arrays.copyOf(stream, stream.length + 1)).toBytes());
  }

  @Test
  void bytesAfterTheMessage() throws InterruptedException {
    byte[] message = packed(ping(1));
    assertRefused(Code.FRAME_MALFORMED, Arrays.copyOf(message, message.length + 1));
  }

  @Test
  void aStreamCutOff() throws InterruptedException {
    byte[] stream = deflated(ping(1));
    assertRefused(
        Code.FRAME_MALFORMED, new Packed(3, Arrays.copyOf(stream, stream.length - 1)).toBytes());
  }

  @Test
  void aFrameCutOff() throws InterruptedException {
    byte[] frames = joined(ping(1), ping(2));
    assertRefused(Code.FRAME_MALFORMED, packed(Arrays.copyOf(frames, frames.length - 1)));
  }

  @Test
  void aSizeThatIsLongerThanNeeded() throws InterruptedException {
    byte[] stream = deflated(ping(1));
    CborWriter out = new CborWriter().raw(0x83).raw(11).raw(0x18).raw(3).bytes(stream);
    assertRefused(Code.NOT_CANONICAL, out.toBytes());
  }

  @Test
  void moreFramesThanAllowed() throws InterruptedException {
    byte[][] frames = new byte[Packed.FRAMES_MAX + 1][];
    Arrays.fill(frames, ping(1));
    assertRefused(Code.FRAME_TOO_LARGE, packed(joined(frames)));
  }

  /** Each frame alone is lawful; together they would cost as much as sixteen. */
  @Test
  void framesCountTogetherAgainstWhatOneMayUnfoldTo() throws InterruptedException {
    byte[] frame = FrameCodec.encode(alice.commit(alice.sealed("main", large())));
    byte[][] frames = new byte[16][];
    Arrays.fill(frames, frame);
    assertRefused(Code.FRAME_TOO_LARGE, packed(joined(frames)));
  }

  /** Long keys that many nodes share. */
  private List<Change> large() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      changes.add(alice.change("a/" + i, "k".repeat(600), ""));
    }
    return changes;
  }

  @Test
  void damagedMessagesEndTheirConnectionAlone() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Dice dice = Seeds.dice(round);
      byte[] bad = packed(FrameCodec.encode(alice.commit("n", 200, 3)));
      for (int times = 1 + dice.below(3); times > 0; times--) {
        bad[2 + dice.below(bad.length - 2)] = (byte) dice.below(256);
      }
      RawClient hostile = RawClient.welcomed(server);
      hostile.send(bad);
      try {
        hostile.send(new byte[0]);
      } catch (WebsocketNotConnectedException e) {
        // The node has been quicker.
      }
      hostile.next(Frame.Refuse.class);
      hostile.closeStatus();
    }
  }
}
