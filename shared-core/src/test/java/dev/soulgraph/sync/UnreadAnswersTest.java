package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked by who reads no answers: a node keeps little of it. */
final class UnreadAnswersTest {
  private static final int IDS = 30_000;

  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private Server.Stranger stranger = server.stranger();

  /** A stranger who lets more pile up than keeps a node answering. */
  @BeforeEach
  void stopReading() {
    Tab writer = new Tab(world, "writer");
    writer.connect(server);
    for (int i = 0; i < 3; i++) {
      List<Write> writes = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        Value value = new Value.Bytes(new byte[60_000]);
        writes.add(new Write(Soul.of("space/" + i + "/" + j), "key", value));
      }
      writer.database().commit(writes);
      world.settle();
    }
    stranger = server.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    stranger.pipe.hold();
    stranger.say(new Frame.Open(1, Scope.ALL, null));
    world.settle();
  }

  @Test
  void questionsThatWaitAreBoundedByTheirBytes() {
    List<Hash> ids = Collections.nCopies(IDS, Hash.of(new byte[Hash.BYTES], 0));
    Frame question = new Frame.Fetch(1, List.of(new Frame.Wanted(Item.START, Item.END, ids)));
    for (int i = 0; i < 30; i++) {
      stranger.say(question);
      world.settle();
      assertEquals("", Occupancy.excess(server.node(), NodeLimits.DEFAULT));
    }
    stranger.pipe.release();
    world.settle();
    assertEquals(List.of("reconcile-limit"), stranger.refusals());
  }

  @Test
  void scopesThatWereClosedAgainHoldNoRoom() {
    for (int i = 2; i < 3 * NodeLimits.DEFAULT.turnsMax(); i++) {
      stranger.say(new Frame.Open(i, Scope.prefix("space"), null));
      stranger.say(new Frame.Close(i));
    }
    world.settle();
    int waiting = server.node().peers.stream().mapToInt(peer -> peer.turns.size()).max().orElse(0);
    assertTrue(waiting <= NodeLimits.DEFAULT.turnsMax(), waiting + " wait");
    stranger.pipe.release();
    world.settle();
    assertEquals(List.of(), stranger.refusals());
  }
}
