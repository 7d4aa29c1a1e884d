package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReloadTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab alice = new Tab(world, "alice").follow(Scope.ALL);
  private final Tab bob = new Tab(world, "bob").follow(Scope.ALL);

  private void online() {
    alice.connect(server);
    bob.connect(server);
    world.settle();
  }

  @Test
  void unsentWritesSurviveAReloadAndArriveOnce() {
    bob.connect(server);
    alice.put("node", "a", "1");
    alice.put("node", "b", "2");
    world.settle();
    alice.reload();
    assertEquals("1", alice.text("node", "a"));
    assertEquals(2, alice.database().pending().size());
    assertEquals(Receipt.State.LOCAL, alice.database().pending().get(0).state());
    alice.connect(server);
    world.settle();
    assertEquals("2", bob.text("node", "b"));
    assertEquals(2, server.store().head());
    assertEquals(0, alice.disk().pending());
    assertEquals(List.of(), alice.database().pending());
  }

  @Test
  void aReloadedDatabaseReadsWhatItHadAndAsksForNoMore() {
    online();
    for (int i = 0; i < 50; i++) {
      bob.put("node/" + i, "key", "value " + i);
    }
    world.settle();
    alice.reload();
    assertEquals("value 49", alice.text("node/49", "key"));
    assertTrue(alice.database().known(Scope.prefix("node")));
    assertFalse(alice.database().level(Scope.ALL));
    assertTrue(alice.connect(server).receivedBytes() == 0);
    world.settle();
    assertTrue(alice.database().level(Scope.ALL));
    assertEquals(bob.database().digest(), alice.database().digest());
  }

  @Test
  void aScopeIsKnownOnlyOnceItHasBeenLevel() {
    for (int i = 0; i < 30; i++) {
      bob.put("node/" + i, "key", new Value.Bytes(new byte[60_000]));
    }
    bob.connect(server);
    world.settle();
    alice.connect(server);
    int known = 0;
    while (alice.database().souls("").size() < 30) {
      known += alice.database().known(Scope.ALL) ? 1 : 0;
      world.steps(1);
    }
    assertEquals(0, known);
    world.settle();
    assertTrue(alice.database().known(Scope.ALL));
  }

  @Test
  void aJournalThatFailsIsToldAndTheDatabaseGoesOn() {
    online();
    alice.put("node", "kept", "1");
    world.settle();
    alice.journal().fail();
    Receipt receipt = alice.put("node", "lost", "2");
    bob.put("node", "theirs", "3");
    world.settle();
    bob.put("node", "later", "4");
    world.settle();
    assertEquals(List.of(Code.STORAGE_FAILED), alice.failures());
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(4, alice.node("node").size());
    alice.reload();
    assertEquals("1", alice.text("node", "kept"));
    alice.connect(server);
    world.settle();
    assertEquals(4, alice.node("node").size());
    assertEquals(bob.database().digest(), alice.database().digest());
  }

  @Test
  void aWriteThatNoJournalKeepsIsNeverCalledLocal() {
    alice.journal().fail();
    Receipt receipt = alice.put("node", "key", "1");
    world.settle();
    assertEquals(Receipt.State.SIGNING, receipt.state());
    assertEquals("1", alice.text("node", "key"));
    alice.connect(server);
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
  }

  @Test
  void afterAFailedTransactionNoCursorIsKeptWithoutItsChanges() {
    online();
    alice.journal().fail();
    bob.put("node", "lost", "1");
    world.settle();
    alice.journal().heal();
    bob.put("node", "next", "2");
    world.settle();
    alice.reload();
    alice.connect(server);
    world.settle();
    assertEquals(2, alice.node("node").size());
  }

  @Test
  void aCommitLargerThanAFrameSurvivesAReload() {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      writes.add(new Write(Soul.of("large/" + i), "key", new Value.Bytes(new byte[60_000])));
    }
    alice.database().commit(writes);
    world.settle();
    alice.reload();
    assertEquals(40, alice.database().souls("large").size());
    online();
    assertEquals(List.of(), alice.database().pending());
    alice.reload();
    assertEquals(List.of(), alice.failures());
    assertEquals(40, alice.database().souls("large").size());
    assertEquals(bob.database().digest(), alice.database().digest());
  }

  @Test
  void compactionKeepsEverythingAndDropsTheDead() {
    online();
    bob.put("node", "secret", "superseded words");
    world.settle();
    assertTrue(alice.disk().holds(Utf8.encode("superseded words")));
    for (int i = 0; i < 300; i++) {
      bob.put("node", i % 2 == 0 ? "secret" : "other", "value " + i);
      world.settle();
    }
    assertTrue(alice.disk().records() < 210, alice.disk().records() + " records");
    assertFalse(alice.disk().holds(Utf8.encode("superseded words")));
    alice.reload();
    assertEquals("value 298", alice.text("node", "secret"));
    assertEquals("value 299", alice.text("node", "other"));
    assertEquals(bob.database().digest(), alice.database().digest());
    alice.connect(server);
    world.settle();
    assertEquals(bob.database().digest(), alice.database().digest());
  }

  @Test
  void whatIsEarlySurvivesCompactionAndAReload() {
    online();
    Tab ahead = new Tab(world, "ahead");
    ahead.clockAhead(60_000);
    ahead.put("early", "key", "value");
    ahead.connect(server);
    world.pass(500);
    for (int i = 0; i < 300; i++) {
      bob.put("node", "key", "value " + i);
      world.settle();
    }
    server.crash();
    alice.reload();
    online();
    world.pass(70_000);
    assertEquals("value", alice.text("early", "key"));
    assertEquals(bob.database().digest(), alice.database().digest());
  }

  @Test
  void whatAnUnreadableRecordHeldIsAskedForAgain() {
    online();
    bob.put("node", "key", "value");
    world.settle();
    alice.disk().damage();
    alice.reload();
    assertEquals(1, alice.failures().size());
    assertEquals(0, alice.node("node").size());
    alice.connect(server);
    world.settle();
    assertEquals("value", alice.text("node", "key"));
  }
}
