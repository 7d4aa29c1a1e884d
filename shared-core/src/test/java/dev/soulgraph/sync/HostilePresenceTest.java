package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Attend;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is forged, replayed, early, late or too much: never told, and it never costs memory. */
final class HostilePresenceTest {
  private static final Soul ROOM = Soul.of("rooms/1");
  private static final Identity MALLORY = Identity.of("mallory");
  private static final Frame.Id INSTANCE = Frame.Id.of(new byte[Frame.Id.BYTES]);

  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab bob = new Tab(world, "bob").follow(Scope.soul(ROOM));
  private final Server.Stranger mallory;

  HostilePresenceTest() {
    bob.database().presence().attend(ROOM, true);
    bob.connect(server);
    mallory = greeted(Frame.PRESENT_VERSION);
  }

  private Server.Stranger greeted(int version) {
    Server.Stranger stranger = server.stranger();
    stranger.say(Handshake.hello(version, "main"));
    world.settle();
    return stranger;
  }

  private static Presence said(
      Soul soul,
      long atMs,
      Identity author,
      Identity signer,
      String network,
      @Nullable String value) {
    long state = atMs << Tolerance.COUNTER_BITS;
    byte[] signature = signer.sign(Presence.message(network, INSTANCE, state, soul, value));
    Presence said =
        new Presence(author.key(), INSTANCE, state, soul, value, signature, Presence.NONE);
    byte[] will = signer.sign(said.left().message(network));
    return said.signed(signature, will);
  }

  private Presence said(@Nullable String value) {
    return said(ROOM, world.nowMs(), MALLORY, MALLORY, "main", value);
  }

  private List<String> toldBob(Presence said) {
    mallory.say(said);
    world.settle();
    return bob.present("rooms/1");
  }

  @Test
  void whatIsSignedIsTold() {
    assertEquals(List.of("hi"), toldBob(said("hi")));
  }

  @Test
  void aForgedSignatureEndsTheConnection() {
    assertEquals(
        List.of(), toldBob(said(ROOM, world.nowMs(), Identity.of("alice"), MALLORY, "main", "hi")));
    assertEquals(List.of("signature-invalid"), mallory.refusals());
  }

  @Test
  void aForgedWillDoesToo() {
    Presence good = said("hi");
    assertEquals(List.of(), toldBob(good.signed(good.signature(), good.signature())));
    assertEquals(List.of("signature-invalid"), mallory.refusals());
  }

  @Test
  void anotherNetworksOrSoulsSignatureIsNoGood() {
    assertEquals(
        List.of(), toldBob(said(ROOM, world.nowMs(), MALLORY, MALLORY, "elsewhere", "hi")));
    assertEquals(List.of("signature-invalid"), mallory.refusals());
  }

  @Test
  void whatIsOldOrEarlyIsPassedOver() {
    long now = world.nowMs();
    for (long atMs : new long[] {0, now - Presence.LIFE_MS, now + 60_000, 1L << 46}) {
      assertEquals(List.of(), toldBob(said(ROOM, atMs, MALLORY, MALLORY, "main", "hi")));
    }
    assertEquals(List.of(), mallory.refusals());
  }

  @Test
  void aReplayBringsNobodyBack() {
    Presence first = said("hi");
    toldBob(first);
    world.pass(5);
    assertEquals(List.of(), toldBob(said(null)));
    assertEquals(List.of(), toldBob(first));
    world.pass(Presence.LIFE_MS + 2_000);
    assertEquals(List.of(), toldBob(first));
    // Nor does a node that says it to one who has never heard the leaving.
    Pipe pipe = bob.connect(server);
    pipe.forgeToTab(FrameCodec.encode(first));
    world.settle();
    assertEquals(List.of(), bob.present("rooms/1"));
  }

  @Test
  void aNodeCannotForgeWhoIsThere() {
    Pipe pipe = bob.connect(server);
    world.settle();
    Presence forged = said(ROOM, world.nowMs(), Identity.of("alice"), MALLORY, "main", "hi");
    pipe.forgeToTab(FrameCodec.encode(forged));
    world.settle();
    assertEquals(List.of(), bob.present("rooms/1"));
    assertEquals(List.of(Code.SIGNATURE_INVALID), bob.failures());
    assertTrue(pipe.isOpen());
  }

  @Test
  void aFloodOfSoulsIsBounded() {
    for (int second = 0; second < 40; second++) {
      for (int i = 0; i < 2 * Limits.PRESENCE_OF_CLIENT_PER_SECOND; i++) {
        Soul soul = Soul.of("rooms/" + second + "-" + i);
        mallory.say(said(soul, world.nowMs(), MALLORY, MALLORY, "main", "x"));
      }
      world.pass(1000);
      assertTrue(server.node().presence.size() <= Limits.PRESENT_OF_CLIENT_MAX);
    }
    assertEquals(Limits.PRESENT_OF_CLIENT_MAX, server.node().presence.size());
    world.pass(Presence.LIFE_MS + 1000);
    assertEquals(0, server.node().presence.size());
  }

  @Test
  void aFloodToOneSoulReachesOthersAtABoundedRate() {
    int before = bob.presences();
    for (int i = 0; i < 1000; i++) {
      mallory.say(said(ROOM, world.nowMs() - 1000 + i, MALLORY, MALLORY, "main", "x" + i));
    }
    world.settle();
    int told = bob.presences() - before;
    assertTrue(told > 0 && told <= 2 * Limits.PRESENCE_OF_CLIENT_PER_SECOND, told + " were told");
  }

  @Test
  void whoDoesNotReadIsToldNothingMore() {
    Pipe pipe = bob.connect(server);
    world.settle();
    pipe.hold();
    String value = "x".repeat(Presence.VALUE_MAX_BYTES - 8);
    for (int second = 0; second < 20; second++) {
      for (int i = 0; i < Limits.PRESENCE_OF_CLIENT_PER_SECOND; i++) {
        mallory.say(said(ROOM, world.nowMs() - 500 + i, MALLORY, MALLORY, "main", value + i));
      }
      world.run(1000);
    }
    assertTrue(pipe.mostQueuedBytes() <= Limits.PRESENCE_QUEUED_MAX_BYTES + 4096);
    assertTrue(pipe.isOpen());
  }

  @Test
  void whoAsksAgainAndAgainIsAnsweredAtABoundedRate() {
    toldBob(said("hi"));
    mallory.say(new Frame.Open(1, Scope.ALL, null));
    for (int i = 0; i < 10_000; i++) {
      mallory.say(new Attend(null));
    }
    world.settle();
    long answers = mallory.heard.stream().filter(Presence.class::isInstance).count();
    assertTrue(answers <= Limits.PRESENCE_OF_CLIENT_PER_SECOND, answers + " answers");
    assertFalse(mallory.heard.isEmpty());
  }

  @Test
  void whoDoesNotFollowASoulIsNotTold() {
    toldBob(said("hi"));
    Server.Stranger eve = greeted(Frame.PRESENT_VERSION);
    eve.say(new Frame.Open(1, Scope.soul(Soul.of("rooms/2")), null));
    eve.say(new Attend(ROOM));
    eve.say(new Attend(null));
    world.settle();
    assertEquals(List.of(), eve.refusals());
    assertFalse(eve.heard.stream().anyMatch(Presence.class::isInstance));
  }

  @Test
  void aClientOfTheFirstVersionHearsNothingOfIt() {
    Server.Stranger old = greeted(Frame.VERSION);
    old.say(new Frame.Open(1, Scope.ALL, null));
    toldBob(said("hi"));
    assertFalse(old.heard.stream().anyMatch(Presence.class::isInstance));
    assertEquals(1, ((Frame.Welcome) old.heard.get(0)).version());
  }

  @Test
  void aNodeOfTheFirstVersionIsToldNothing() {
    List<Frame> heard = new ArrayList<>();
    Pipe[] pipe = new Pipe[1];
    pipe[0] =
        bob.meet(
            bytes -> {
              Frame frame = new FrameCodec().decode(bytes);
              heard.add(frame);
              if (frame instanceof Frame.Hello hello) {
                Identity node = Identity.of("old node");
                pipe[0].forgeToTab(
                    FrameCodec.encode(
                        Handshake.welcome(Frame.VERSION, "main", hello.nonce(), node, node)));
              }
            });
    world.settle();
    bob.database().presence().set(ROOM, "Bob");
    world.settle();
    assertFalse(heard.stream().anyMatch(f -> f instanceof Presence || f instanceof Attend));
    assertTrue(heard.stream().anyMatch(Frame.Open.class::isInstance));
  }
}
