package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class HandshakeTest {
  private static final Identity NODE = Identity.of("node 1");

  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab tab = new Tab(world, "alice").follow(Scope.ALL);

  private void assertClosed(Server.Stranger stranger, String code) {
    world.settle();
    assertEquals(List.of(code), stranger.refusals());
    assertFalse(stranger.pipe.isOpen());
    assertEquals(0, server.node().connections());
  }

  @Test
  void aNodeWelcomesWithItsProof() {
    tab.connect(server);
    world.settle();
    assertTrue(tab.session(server).ready());
    assertEquals(NODE.key(), tab.session(server).node());
    assertTrue(tab.session(server).roundTripMs() >= 0);
  }

  @Test
  void anotherNetworkIsRefusedByTheNodeAndNotTriedAgain() {
    Server other = new Server(world, 2, "elsewhere", Background.INLINE);
    Pipe pipe = tab.connect(other);
    world.settle();
    assertFalse(pipe.isOpen());
    assertFalse(pipe.retry());
    assertEquals(List.of(Code.NETWORK_MISMATCH), tab.failures());
  }

  @Test
  void anotherVersionIsRefused() {
    Server.Stranger stranger = server.stranger();
    stranger.say(Handshake.hello(99, "main"));
    assertClosed(stranger, "unsupported");
  }

  @Test
  void aFrameBeforeTheHelloIsRefused() {
    for (Frame frame :
        List.of(new Frame.Ping(1), new Frame.Open(1, Scope.ALL, null), new Frame.Close(1))) {
      Server.Stranger stranger = server.stranger();
      stranger.say(frame);
      assertClosed(stranger, "hello-expected");
    }
  }

  @Test
  void aSecondHelloIsNotForANode() {
    Server.Stranger stranger = server.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    stranger.say(Handshake.hello());
    assertClosed(stranger, "frame-malformed");
  }

  @Test
  void framesOfANodeAreNotForANode() {
    List<Frame> frames =
        List.of(
            new Frame.Level(1, 1),
            new Frame.Ack(1, List.of()),
            new Frame.Pong(1, 1),
            new Frame.Changes(1, 1, false, List.of()));
    for (Frame frame : frames) {
      Server.Stranger stranger = server.stranger();
      stranger.say(Handshake.hello());
      world.settle();
      stranger.say(frame);
      assertClosed(stranger, "frame-malformed");
    }
  }

  @Test
  void whatIsNoFrameEndsTheConnectionByName() {
    Server.Stranger truncated = server.stranger();
    truncated.pipe.forge(new byte[] {(byte) 0x82, 9});
    assertClosed(truncated, "frame-malformed");
    Server.Stranger oversized = server.stranger();
    oversized.pipe.forge(new byte[FrameCodec.FRAME_MAX_BYTES + 1]);
    assertClosed(oversized, "frame-too-large");
    Server.Stranger unknown = server.stranger();
    unknown.pipe.forge(new byte[] {(byte) 0x82, 0x18, 99, 0});
    assertClosed(unknown, "unsupported");
    tab.connect(server);
    world.settle();
    assertTrue(tab.session(server).ready());
  }

  /** The tab meets a node that answers its hello with what {@code answer} makes of its nonce. */
  private Pipe meet(Function<byte[], Frame> answer) {
    Pipe[] pipe = new Pipe[1];
    pipe[0] =
        tab.meet(
            bytes -> {
              if (new FrameCodec().decode(bytes) instanceof Frame.Hello hello) {
                pipe[0].forgeToTab(FrameCodec.encode(answer.apply(hello.nonce())));
              }
            });
    world.settle();
    return pipe[0];
  }

  private void assertTurnedAway(Code code, boolean retry, Pipe pipe) {
    assertEquals(List.of(code), tab.failures());
    assertFalse(pipe.isOpen());
    assertEquals(retry, pipe.retry());
    tab.forgive();
  }

  @Test
  void aForgedProofOfIdentityIsRefused() {
    Identity thief = Identity.of("thief");
    assertTurnedAway(
        Code.IDENTITY_INVALID,
        false,
        meet(nonce -> Handshake.welcome(Frame.VERSION, "main", nonce, NODE, thief)));
    assertTurnedAway(
        Code.IDENTITY_INVALID,
        false,
        meet(
            nonce ->
                Handshake.welcome(Frame.VERSION, "main", new byte[Frame.NONCE_BYTES], NODE, NODE)));
    assertTrue(meet(n -> Handshake.welcome(Frame.VERSION, "main", n, NODE, NODE)).isOpen());
    assertEquals(List.of(), tab.failures());
  }

  @Test
  void aNodeThatTurnsOutToBeOfAnotherNetworkOrVersionIsLeft() {
    assertTurnedAway(
        Code.NETWORK_MISMATCH,
        false,
        meet(nonce -> Handshake.welcome(Frame.VERSION, "elsewhere", nonce, NODE, NODE)));
    assertTurnedAway(
        Code.UNSUPPORTED, false, meet(nonce -> Handshake.welcome(3, "main", nonce, NODE, NODE)));
  }

  @Test
  void framesBeforeTheWelcomeOrNotForAClientEndTheConnection() {
    assertTurnedAway(Code.HELLO_EXPECTED, true, meet(nonce -> new Frame.Level(1, 1)));
    Pipe pipe = meet(nonce -> Handshake.welcome(Frame.VERSION, "main", nonce, NODE, NODE));
    pipe.forgeToTab(FrameCodec.encode(new Frame.Ping(1)));
    world.settle();
    assertTurnedAway(Code.FRAME_MALFORMED, true, pipe);
  }

  @Test
  void aNodeThatFallsSilentIsLeft() {
    Pipe pipe = meet(nonce -> Handshake.welcome(Frame.VERSION, "main", nonce, NODE, NODE));
    world.pass(30_000);
    assertFalse(pipe.isOpen());
    assertTrue(pipe.retry());
    assertEquals(Code.RELAY_CLOSED, World.answered(pipe.reason()).code());
  }

  @Test
  void whatANodeForgesIsToldAndNotMerged() {
    Pipe pipe = meet(nonce -> Handshake.welcome(Frame.VERSION, "main", nonce, NODE, NODE));
    pipe.forgeToTab(
        FrameCodec.encode(
            new Frame.Changes(1, 5, false, List.of(Forgery.unsigned("node", "key", "value")))));
    world.settle();
    assertEquals(List.of(Code.SIGNATURE_INVALID), tab.failures());
    assertEquals(List.of(), tab.database().souls(""));
    assertTrue(pipe.isOpen());
  }
}
