package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who compares in bad faith is found out by name, at a cost that is bounded. */
final class HostileReconcileTest {
  private static final Identity NODE = Identity.of("impostor");
  private static final byte[] WHOLE_RANGE_DIFFERS = Hex.decode("61000001" + "00".repeat(16));

  private final World world = new World(3, 5);
  private final Tab tab = new Tab(world, "victim").follow(Scope.ALL);
  private final FrameCodec codec = new FrameCodec();
  private int asked;
  private int fetched;

  private void fill(int count) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writes.add(new Write(Soul.of("soul/" + i), "key", new Value.Num(i)));
    }
    Server honest = new Server(world, 1);
    tab.connect(honest);
    tab.database().commit(writes);
    world.settle();
    tab.offline();
  }

  /** A node that knows no cursor and answers each message alike. */
  private Pipe meet(Supplier<byte[]> answer) {
    Pipe[] pipe = new Pipe[1];
    pipe[0] = tab.meet(bytes -> hear(pipe[0], codec.decode(bytes), answer));
    world.run(60_000);
    return pipe[0];
  }

  private void hear(Pipe pipe, Frame frame, Supplier<byte[]> answer) {
    if (frame instanceof Frame.Hello hello) {
      say(pipe, Handshake.welcome(Frame.VERSION, "main", hello.nonce(), NODE, NODE));
    } else if (frame instanceof Frame.Open open) {
      say(pipe, new Frame.Level(open.scope(), 0, false));
    } else if (frame instanceof Frame.Reconcile reconcile) {
      asked++;
      say(pipe, new Frame.Reconciled(reconcile.scope(), answer.get()));
    } else if (frame instanceof Frame.Fetch fetch) {
      fetched++;
      say(pipe, new Frame.Found(fetch.scope(), false, List.of()));
    } else if (frame instanceof Frame.Commit commit) {
      int leaves = commit.part().leaves().length;
      say(pipe, new Frame.Ack(commit.sequence(), List.of(new Frame.Verdicts(leaves, 2, null))));
    } else if (frame instanceof Frame.Ping ping) {
      say(pipe, new Frame.Pong(ping.token(), world.nowMs()));
    }
  }

  private static void say(Pipe pipe, Frame frame) {
    pipe.forgeToTab(FrameCodec.encode(frame));
  }

  private void assertEnded(Pipe pipe, Code code) {
    assertTrue(tab.failures().contains(code), tab.failures() + "");
    assertFalse(pipe.isOpen());
    assertTrue(asked < 60, asked + " rounds");
  }

  @Test
  void whoNeverAgreesIsGivenUp() {
    fill(200);
    assertEnded(meet(() -> WHOLE_RANGE_DIFFERS), Code.RECONCILE_LIMIT);
  }

  @Test
  void whoInventsNewIdsEachTimeIsGivenUp() {
    fill(200);
    Pipe pipe =
        meet(
            () -> {
              byte[] id = new byte[Hash.BYTES];
              world.random.nextBytes(id);
              // One id below state 1, and above it everything differs.
              return Hex.decode("6102000201" + Hex.encode(id) + "000001" + "00".repeat(16));
            });
    assertEnded(pipe, Code.RECONCILE_LIMIT);
    assertTrue(fetched < 60, fetched + " fetches");
  }

  @Test
  void descendingBoundsAreRefusedByName() {
    fill(200);
    // A bound whose offset takes its state beyond 63 bits.
    assertEnded(meet(() -> Hex.decode("6181ffffffffffffffffff0000")), Code.RECONCILE_INVALID);
  }

  @Test
  void listsThatAreShorterThanTheySayAreRefusedByName() {
    fill(200);
    assertEnded(meet(() -> Hex.decode("61000002" + "8fffffff7f")), Code.RECONCILE_INVALID);
  }

  @Test
  void anEmptyAnswerEndsTheComparison() {
    fill(200);
    Pipe pipe = meet(() -> new byte[0]);
    assertTrue(pipe.isOpen());
    assertEquals(List.of(), tab.failures());
  }

  @Test
  void aNodeRefusesABrokenMessageByNameAndGoesOnWithOthers() {
    fill(300);
    Server node = new Server(world, 2);
    tab.connect(node);
    world.settle();
    Server.Stranger stranger = node.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    stranger.say(new Frame.Open(1, Scope.ALL, null));
    stranger.say(new Frame.Reconcile(2, Long.MAX_VALUE, WHOLE_RANGE_DIFFERS));
    world.settle();
    assertEquals(List.of(), stranger.refusals(), "a scope that isn't open is passed over");
    stranger.say(new Frame.Reconcile(1, Long.MAX_VALUE, Hex.decode("6100000100")));
    world.settle();
    assertEquals(List.of("reconcile-invalid"), stranger.refusals());
    assertFalse(stranger.pipe.isOpen());
    assertEquals(300, node.store().size());
  }

  @Test
  void whatIsAskedForAndIsNotThereEndsWithAnEmptyAnswer() {
    fill(300);
    Server node = new Server(world, 2);
    tab.connect(node);
    world.settle();
    Server.Stranger stranger = node.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    stranger.say(new Frame.Open(1, Scope.ALL, null));
    List<Hash> ids = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] id = new byte[Hash.BYTES];
      world.random.nextBytes(id);
      ids.add(Hash.of(id, 0));
    }
    Frame.Wanted all = new Frame.Wanted(Item.START, Item.END, ids);
    Frame.Wanted backwards = new Frame.Wanted(Item.END, Item.START, ids.subList(0, 10));
    stranger.say(new Frame.Fetch(1, List.of(all, backwards)));
    world.settle();
    List<Frame.Found> found =
        stranger.heard.stream()
            .filter(Frame.Found.class::isInstance)
            .map(Frame.Found.class::cast)
            .toList();
    assertEquals(1, found.size());
    assertEquals(List.of(), found.get(0).parts());
    assertFalse(found.get(0).more());
  }
}
