package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What breaks a rule is refused by name to who sent it; nobody else notices. */
final class RefusalsTest {
  private static final Identity AUTHOR = Identity.of("author");
  private static final PublicKey KEY = AUTHOR.key();

  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab witness = new Tab(world, "witness").follow(Scope.ALL);
  private final Server.Stranger stranger = server.stranger();

  @BeforeEach
  void begin() {
    witness.connect(server);
    stranger.say(Handshake.hello());
    world.settle();
    stranger.say(new Frame.Open(1, Scope.ALL, null));
    world.settle();
    stranger.heard.clear();
  }

  private void commit(int sequence, Part part) {
    stranger.say(new Frame.Commit(sequence, false, part));
    world.settle();
  }

  private void assertNothingHappened() {
    assertEquals(0, server.store().size());
    assertEquals(List.of(), witness.database().souls(""));
    assertEquals(List.of(), witness.failures());
    assertTrue(stranger.pipe.isOpen());
    assertTrue(witness.connected(server));
  }

  /** The verdicts of all acknowledgements so far. */
  private List<Frame.Verdicts> verdicts() {
    return stranger.heard.stream()
        .filter(Frame.Ack.class::isInstance)
        .flatMap(frame -> ((Frame.Ack) frame).verdicts().stream())
        .toList();
  }

  @Test
  void aSealThatDoesNotHoldRefusesTheCommit() {
    commit(1, Forgery.unsigned("node", "key", "value"));
    commit(2, Forgery.stolen("node", "key", "value"));
    commit(
        3,
        Forgery.sealed(
            AUTHOR,
            "elsewhere",
            List.of(Forgery.change(KEY, Forgery.STATE, "node", "key", "value"))));
    String code = "signature-invalid";
    assertEquals(List.of(code, code, code), stranger.refusals());
    assertNothingHappened();
  }

  @Test
  void anAuthorWhoseKeyIsNoGoodPointIsRefused() {
    byte[] raw = new byte[PublicKey.RAW_BYTES];
    raw[0] = 1;
    PublicKey smallOrder = PublicKey.ofRaw(raw);
    Part honest = Forgery.sealed(AUTHOR, Forgery.change(KEY, 1, "node", "key", "value"));
    commit(
        1,
        new dev.soulgraph.seal.Commit(
                smallOrder, List.of(Forgery.change(smallOrder, 1, "node", "key", "value")))
            .sealed(honest.seal().signature()));
    assertEquals(List.of("author-invalid"), stranger.refusals());
    assertNothingHappened();
  }

  @Test
  void aProofWithAHashTooManyEndsTheConnection() {
    Part part = Forgery.sealed(AUTHOR, Forgery.change(KEY, Forgery.STATE, "node", "key", "v"));
    Hash[] more = {part.leaves()[0].id()};
    stranger.say(
        new Frame.Commit(1, false, new Part(part.seal(), part.positions(), part.leaves(), more)));
    world.settle();
    assertEquals(List.of("proof-invalid"), stranger.refusals());
    assertEquals(0, server.store().size());
    assertTrue(witness.connected(server));
  }

  @Test
  void anUnlawfulLeafIsRefusedAloneAndNotHandedOn() {
    long future = Forgery.STATE + (3_600_000L << Tolerance.COUNTER_BITS);
    String other = "~" + Identity.of("other").key().text();
    String past = "room/!" + (World.BEGIN_MS - 1);
    commit(
        7,
        Forgery.sealed(
            AUTHOR,
            Forgery.change(KEY, Forgery.STATE, "a", "good", "1"),
            Forgery.change(KEY, Forgery.STATE, "+b", "key", "2"),
            Forgery.change(KEY, Forgery.STATE, other, "key", "3"),
            Forgery.change(KEY, Forgery.STATE, "c", other + "/vote", "4"),
            Forgery.change(KEY, future, "d", "key", "5"),
            Forgery.change(KEY, Forgery.STATE, past, "key", "6"),
            Forgery.change(KEY, Forgery.STATE, "e", "good", "7")));
    assertEquals(
        List.of(
            new Frame.Verdicts(1, 0, null),
            new Frame.Verdicts(1, -1, "space-reserved"),
            new Frame.Verdicts(1, -1, "not-owner"),
            new Frame.Verdicts(1, -1, "key-not-own"),
            new Frame.Verdicts(1, -1, "future"),
            new Frame.Verdicts(1, -1, "expired"),
            new Frame.Verdicts(1, 0, null)),
        verdicts());
    assertEquals(List.of("a", "e"), witness.database().souls(""));
    assertEquals(2, server.store().size());
    witness.reload();
    assertEquals(List.of("a", "e"), witness.database().souls(""));
    assertEquals(List.of(), witness.failures());
  }

  @Test
  void aBadFrameOfOneCommitLeavesTheConnectionsOtherCommitsAlone() {
    Part bad = Forgery.unsigned("bad", "key", "value");
    Part good = Forgery.sealed(AUTHOR, Forgery.change(KEY, Forgery.STATE, "good", "key", "v"));
    stranger.say(new Frame.Commit(1, false, bad));
    stranger.say(new Frame.Commit(2, false, good));
    world.settle();
    assertEquals(List.of("signature-invalid"), stranger.refusals());
    assertEquals(List.of(new Frame.Verdicts(1, 0, null)), verdicts());
    assertEquals(List.of("good"), witness.database().souls(""));
    assertEquals(Map.of("key", new dev.soulgraph.graph.Value.Text("v")), witness.node("good"));
  }

  @Test
  void whoWroteItGetsTheNumberAndNoEcho() {
    Part good = Forgery.sealed(AUTHOR, Forgery.change(KEY, Forgery.STATE, "good", "key", "v"));
    commit(1, good);
    commit(2, good);
    List<Frame.Changes> changes =
        stranger.heard.stream()
            .filter(Frame.Changes.class::isInstance)
            .map(Frame.Changes.class::cast)
            .toList();
    assertEquals(List.of(new Frame.Changes(0, 1, false, List.of())), changes);
    assertEquals(
        List.of(new Frame.Verdicts(1, 0, null), new Frame.Verdicts(1, 2, null)), verdicts());
  }

  @Test
  void whatIsRefusedIsNotForced() {
    int before = server.forces();
    commit(1, Forgery.unsigned("node", "key", "value"));
    assertEquals(before, server.forces());
  }

  @Test
  void manyDeferredChangesOfOneConnectionAreRefusedByName() {
    long early = Forgery.STATE + (60_000L << Tolerance.COUNTER_BITS);
    for (int i = 0; i <= 1000; i++) {
      stranger.say(
          new Frame.Commit(
              i, false, Forgery.sealed(AUTHOR, Forgery.change(KEY, early, "a/" + i, "key", "v"))));
    }
    world.settle();
    List<Frame.Verdicts> told = verdicts();
    assertEquals(1001, told.size());
    assertEquals(new Frame.Verdicts(1, 4, null), told.get(999));
    assertEquals(new Frame.Verdicts(1, -1, "deferred-full"), told.get(1000));
    world.pass(60_000);
    assertEquals(1000, witness.database().souls("a").size());
    stranger.heard.clear();
    long later = (world.nowMs() + 60_000L) << Tolerance.COUNTER_BITS;
    commit(2000, Forgery.sealed(AUTHOR, Forgery.change(KEY, later, "b", "key", "v")));
    assertEquals(List.of(new Frame.Verdicts(1, 4, null)), verdicts());
  }
}
