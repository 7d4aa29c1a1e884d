package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab alice = new Tab(world, "alice").follow(Scope.ALL);

  @Test
  void aWriteIsLocalOnlyOnceTheJournalHasKeptIt() {
    alice.journal().hold();
    Receipt receipt = alice.put("node", "key", "value");
    world.settle();
    assertEquals(Receipt.State.SIGNING, receipt.state());
    alice.journal().release();
    world.settle();
    assertEquals(Receipt.State.LOCAL, receipt.state());
    assertEquals(List.of(Receipt.State.LOCAL), alice.told());
    assertEquals(1, alice.disk().pending());
  }

  @Test
  void aWriteIsRelayedOnlyOnceTheNodeHasForcedIt() {
    alice.connect(server);
    world.settle();
    server.holdForcing();
    Receipt receipt = alice.put("node", "key", "value");
    world.pass(3000);
    assertEquals(Receipt.State.LOCAL, receipt.state());
    assertEquals(1, server.store().size());
    server.force();
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, receipt.outcomes()[Outcome.APPLIED.ordinal()]);
    assertEquals(List.of(), alice.database().pending());
    assertEquals(0, alice.disk().pending());
  }

  /** Else every reader would be called twice for each write. */
  @Test
  void anAcknowledgementChangesNothingThatIsRead() {
    alice.connect(server);
    world.settle();
    server.holdForcing();
    Receipt receipt = alice.put("node", "key", "value");
    world.pass(3000);
    assertEquals(List.of("node"), alice.changed());
    server.force();
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(List.of("node"), alice.changed());
  }

  @Test
  void replicasAreDistinctNodes() {
    Server other = new Server(world, 2);
    alice.connect(server);
    alice.connect(other);
    world.settle();
    other.holdForcing();
    Receipt receipt = alice.put("node", "key", "value");
    world.settle();
    assertEquals(1, receipt.replicas());
    other.force();
    world.settle();
    assertEquals(2, receipt.replicas());
    alice.offline();
    alice.connect(server);
    world.settle();
    assertEquals(2, receipt.replicas());
  }

  @Test
  void aNodeThatAnswersTwiceIsOneReplica() {
    alice.connect(server);
    server.holdForcing();
    world.settle();
    Receipt receipt = alice.put("node", "key", "value");
    world.settle();
    alice.offline();
    alice.connect(server);
    world.settle();
    server.force();
    world.settle();
    assertEquals(1, receipt.replicas());
    assertEquals(Receipt.State.RELAYED, receipt.state());
  }

  @Test
  void aSupersededWriteIsSettledWithItsOutcome() {
    Tab bob = new Tab(world, "bob").follow(Scope.ALL);
    Receipt lost = alice.put("node", "key", "older");
    world.pass(100);
    bob.put("node", "key", "newer");
    bob.connect(server);
    world.settle();
    alice.connect(server);
    world.settle();
    assertEquals(Receipt.State.RELAYED, lost.state());
    assertEquals(1, lost.outcomes()[Outcome.SUPERSEDED.ordinal()]);
    assertEquals("newer", alice.text("node", "key"));
    assertEquals(alice.database().digest(), bob.database().digest());
  }

  @Test
  void aWriteWhoseAcknowledgementWasLostIsADuplicateTheNextTime() {
    alice.connect(server);
    world.settle();
    server.holdForcing();
    Receipt receipt = alice.put("node", "key", "value");
    world.settle();
    alice.offline();
    server.force();
    world.settle();
    assertEquals(Receipt.State.LOCAL, receipt.state());
    alice.connect(server);
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, receipt.outcomes()[Outcome.DUPLICATE.ordinal()]);
    assertEquals(1, server.store().size());
    assertEquals("value", alice.text("node", "key"));
  }

  @Test
  void whatOfACommitIsTakenStaysThoughTheRestIsRefused() {
    Tab bob = new Tab(world, "bob").follow(Scope.ALL);
    String room = "room/!" + (World.BEGIN_MS + 60_000) + "/a";
    bob.connect(server);
    alice.connect(server);
    bob.put("room/b", "key", "beneath");
    world.settle();
    alice.offline();
    alice.clockAhead(-3600_000);
    Receipt receipt =
        alice
            .database()
            .commit(
                List.of(
                    new Write(soul("room/b"), "key", text("above")),
                    new Write(soul(room), "key", text("above"))));
    world.pass(61_000);
    assertEquals("above", alice.text("room/b", "key"));
    alice.connect(server);
    world.settle();
    assertEquals(Receipt.State.REFUSED, receipt.state());
    assertEquals(Code.EXPIRED.text(), receipt.code());
    assertEquals(1, receipt.outcomes()[Outcome.APPLIED.ordinal()]);
    assertEquals(1, receipt.outcomes()[Outcome.values().length]);
    assertEquals(0, receipt.replicas());
    assertEquals("above", alice.text("room/b", "key"));
    assertNull(alice.text(room, "key"));
  }

  private static Soul soul(String text) {
    return Soul.of(text);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  @Test
  void aRefusedWriteUncoversTheWinnerBeneath() {
    Tab bob = new Tab(world, "bob").follow(Scope.ALL);
    bob.connect(server);
    alice.connect(server);
    bob.put("node", "key", "beneath");
    world.settle();
    alice.offline();
    alice.clockAhead(60_000);
    List<Write> asManyAsMayWait = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      asManyAsMayWait.add(new Write(soul("early/" + i), "key", Value.TRUE));
    }
    alice.database().commit(asManyAsMayWait);
    Receipt receipt = alice.put("node", "key", "above");
    world.settle();
    assertEquals("above", alice.text("node", "key"));
    alice.connect(server);
    world.settle();
    assertEquals(Receipt.State.REFUSED, receipt.state());
    assertEquals(Code.DEFERRED_FULL.text(), receipt.code());
    assertEquals("beneath", alice.text("node", "key"));
  }

  @Test
  void aRefusedWriteIsKeptUntilItIsDropped() {
    String room = "room/!" + (World.BEGIN_MS + 1000) + "/a";
    Receipt receipt = alice.put(room, "key", "value");
    world.pass(2000);
    alice.connect(server);
    world.settle();
    assertEquals(Receipt.State.REFUSED, receipt.state());
    alice.reload();
    Receipt kept = alice.database().pending().get(0);
    assertEquals(Receipt.State.REFUSED, kept.state());
    assertEquals(Code.EXPIRED.text(), kept.code());
    alice.database().drop(kept.id());
    world.settle();
    assertEquals(List.of(), alice.database().pending());
    assertEquals(0, alice.disk().pending());
  }

  @Test
  void aRefusedWriteIsWrittenAgainAtThePresentTime() {
    alice.connect(server);
    world.settle();
    alice.offline();
    alice.clockAhead(60_000);
    List<Write> asManyAsMayWait = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      asManyAsMayWait.add(new Write(soul("early/" + i), "key", Value.TRUE));
    }
    alice.database().commit(asManyAsMayWait);
    Receipt refused = alice.put("node", "key", "value");
    alice.connect(server);
    world.settle();
    assertEquals(Receipt.State.REFUSED, refused.state());
    alice.clockAhead(0);
    world.pass(120_000);
    Receipt again = alice.database().retry(refused.id());
    assertEquals("value", alice.text("node", "key"));
    world.settle();
    assertEquals(Receipt.State.RELAYED, again.state());
    assertEquals(List.of(), alice.database().pending());
    assertEquals(0, alice.disk().pending());
    assertThrows(SoulgraphException.class, () -> alice.database().retry(again.id()));
  }

  @Test
  void whatCantBeWrittenByNowStaysRefused() {
    String room = "room/!" + (World.BEGIN_MS + 1000) + "/a";
    alice.put(room, "key", "value");
    world.pass(2000);
    alice.connect(server);
    world.settle();
    alice.reload();
    int kept = alice.database().pending().get(0).id();
    SoulgraphException thrown =
        assertThrows(SoulgraphException.class, () -> alice.database().retry(kept));
    assertEquals(Code.EXPIRED, thrown.code());
    assertEquals(1, alice.database().pending().size());
  }
}
