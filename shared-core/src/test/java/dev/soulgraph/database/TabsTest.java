package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TabsTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab one = new Tab(world, "alice").follow(Scope.ALL);
  private final Tab two = one.sibling().follow(Scope.ALL);

  @Test
  void tabsOverOneJournalSeeEachOthersWritesOffline() {
    one.put("node", "a", "1");
    two.put("node", "b", "2");
    world.settle();
    assertEquals("2", one.text("node", "b"));
    assertEquals("1", two.text("node", "a"));
    assertEquals(List.of("node"), two.database().souls(""));
  }

  @Test
  void aTabKnowsWhatAnotherHasSentThoughItIsOfflineItself() {
    Receipt receipt = one.put("node", "key", "value");
    one.connect(server);
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals("value", two.text("node", "key"));
    assertEquals(List.of(), two.database().pending());
    assertEquals(one.database().digest(), two.database().digest());
    assertEquals(1, server.store().head());
  }

  @Test
  void aClosedTabsUnsentWritesAreSentByTheOther() {
    one.put("node", "key", "value");
    world.settle();
    one.close();
    two.connect(server);
    world.pass(10_000);
    assertEquals(1, server.store().size());
    assertEquals(0, two.disk().pending());
    two.reload();
    assertEquals("value", two.text("node", "key"));
  }

  @Test
  void aTabWithoutAConnectionLearnsThatTheOtherHasSentItsWrite() {
    Receipt receipt = one.put("node", "key", "value");
    two.connect(server);
    world.pass(10_000);
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, receipt.replicas());
    assertEquals("value", one.text("node", "key"));
    assertEquals(List.of(), one.database().pending());
  }

  @Test
  void aTabLearnsThatTheOthersSendingWasRefused() {
    String soul = "room/!" + (World.BEGIN_MS + 4000) + "/a";
    Receipt receipt = one.put(soul, "key", "value");
    two.connect(server);
    world.pass(10_000);
    assertEquals(Receipt.State.REFUSED, receipt.state());
    assertEquals(Code.EXPIRED.text(), receipt.code());
    assertNull(one.text(soul, "key"));
  }

  @Test
  void aTabThatOpensWhileAWriteIsBeingKeptHearsOfIt() {
    one.journal().hold();
    one.put("node", "key", "value");
    world.settle();
    Tab three = one.sibling().follow(Scope.ALL);
    one.journal().release();
    world.settle();
    one.close();
    assertEquals("value", three.text("node", "key"));
    assertEquals("value", two.text("node", "key"));
    three.connect(server);
    world.pass(10_000);
    assertEquals(1, server.store().size());
  }

  @Test
  void aTabThatCannotKeepAnythingTellsTheOthersAllTheSame() {
    one.journal().fail();
    one.put("node", "key", "1");
    world.settle();
    one.put("node", "key", "2");
    world.settle();
    assertEquals("2", two.text("node", "key"));
  }

  @Test
  void aWriteWhoseKeepingFailsIsToldToTheOthers() {
    one.journal().fail();
    one.put("node", "key", "value");
    world.settle();
    assertEquals(List.of(Code.STORAGE_FAILED), one.failures());
    assertEquals("value", two.text("node", "key"));
    one.close();
    two.connect(server);
    world.pass(10_000);
    assertEquals(1, server.store().size());
  }

  @Test
  void aWriteThatATabCannotKeepIsKeptByTheOther() {
    one.journal().fail();
    one.put("node", "key", "value");
    world.settle();
    one.close();
    two.reload();
    assertEquals("value", two.text("node", "key"));
    two.connect(server);
    world.settle();
    assertEquals(1, server.store().size());
    assertEquals(0, two.disk().pending());
  }

  @Test
  void whatATabThatCannotKeepAnythingHasSentIsKeptByTheOther() {
    one.journal().fail();
    one.connect(server);
    world.settle();
    one.put("node", "key", "value");
    world.settle();
    assertEquals(1, server.store().size());
    one.close();
    assertEquals(0, two.disk().pending());
    two.reload();
    assertEquals("value", two.text("node", "key"));
  }

  @Test
  void aRefusalThatATabCannotKeepIsKeptByTheOther() {
    String soul = "room/!" + (World.BEGIN_MS + 4000) + "/a";
    one.journal().fail();
    one.put(soul, "key", "value");
    world.pass(5_000);
    one.connect(server);
    world.settle();
    one.close();
    two.reload();
    assertEquals(Receipt.State.REFUSED, two.database().pending().get(0).state());
    assertEquals(Code.EXPIRED.text(), two.database().pending().get(0).code());
  }

  @Test
  void anAcknowledgementThatCannotBeKeptLeavesTheWriteToTheOther() {
    one.put("node", "key", "value");
    world.settle();
    one.journal().fail();
    one.connect(server);
    world.settle();
    assertEquals(1, two.disk().records());
    one.close();
    two.reload();
    assertEquals("value", two.text("node", "key"));
  }

  @Test
  void whatATabHasKeptIsNotKeptAgainByTheOther() {
    one.put("node", "key", "value");
    one.connect(server);
    world.settle();
    assertEquals("value", two.text("node", "key"));
    assertEquals(1, two.disk().records());
  }

  @Test
  void aTabOpenedLaterSendsWhatIsUnsentAndItCountsOnce() {
    Receipt receipt = one.put("node", "key", "value");
    world.settle();
    Tab three = one.sibling().follow(Scope.ALL);
    three.connect(server);
    one.connect(server);
    world.pass(10_000);
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, server.store().head());
    assertEquals(List.of(), three.database().pending());
    assertEquals(0, one.disk().pending());
    assertEquals(one.database().digest(), three.database().digest());
  }

  @Test
  void aWriteSignedAnewByOneTabIsTheSameWriteInTheOther() {
    one.clockAhead(3_600_000);
    one.put("node", "key", "early");
    world.settle();
    one.connect(server);
    world.settle();
    assertEquals(List.of(), two.database().pending());
    two.put("node", "key", "later");
    assertEquals("later", two.text("node", "key"));
    two.connect(server);
    world.settle();
    assertEquals("later", one.text("node", "key"));
    assertEquals(one.database().digest(), two.database().digest());
  }

  @Test
  void aTabHearsOfAnothersNewSignatureBeforeANodeHas() {
    one.clockAhead(3_600_000);
    one.put("node", "key", "early");
    world.settle();
    one.connect(server);
    while (States.ms(one.disk().pendingRecords()).max().orElseThrow() > world.nowMs() + 1000) {
      world.steps(1);
    }
    server.holdForcing();
    world.settle();
    assertEquals(1, one.database().pending().size());
    two.put("node", "key", "later");
    world.settle();
    assertEquals(2, one.disk().pending());
    long highestMs = States.ms(one.disk().pendingRecords()).max().orElseThrow();
    assertTrue(highestMs < world.nowMs() + 1000, highestMs - world.nowMs() + " ms ahead");
    server.force();
    two.connect(server);
    world.settle();
    assertEquals("later", one.text("node", "key"));
    assertEquals(one.database().digest(), two.database().digest());
  }

  @Test
  void aTabThatStepsInSignsAnewWhatWasEarly() {
    one.clockAhead(3_600_000);
    Receipt receipt = one.put("node", "key", "early");
    world.settle();
    two.connect(server);
    world.pass(10_000);
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals("early", one.text("node", "key"));
    two.put("node", "key", "later");
    world.pass(10_000);
    assertEquals("later", one.text("node", "key"));
    one.reload();
    assertEquals("later", one.text("node", "key"));
    assertEquals(one.database().digest(), two.database().digest());
  }

  @Test
  void tabsThatSignOneCommitAnewAtOnceEndEqual() {
    for (long seed = 1; seed <= 30; seed++) {
      World chance = new World(seed, 10);
      Server node = new Server(chance, 1);
      Tab first = new Tab(chance, "alice").follow(Scope.ALL);
      first.clockAhead(3_600_000);
      first.put("node", "key", "value");
      chance.settle();
      Tab second = first.sibling().follow(Scope.ALL);
      second.connect(node);
      first.connect(node);
      chance.settle();
      assertEquals("value", first.text("node", "key"), "seed " + seed);
      assertEquals(first.database().digest(), second.database().digest(), "seed " + seed);
      chance.pass(10_000);
      assertEquals(List.of(), first.database().pending(), "seed " + seed);
      assertEquals(List.of(), second.database().pending(), "seed " + seed);
      first.reload();
      assertEquals(first.database().digest(), second.database().digest(), "seed " + seed);
    }
  }

  @Test
  void bothTabsReloadedFindEverything() {
    Tab bob = new Tab(world, "bob").follow(Scope.ALL);
    one.connect(server);
    two.connect(server);
    bob.connect(server);
    for (int i = 0; i < 250; i++) {
      one.put("node", "one" + i % 3, "value " + i);
      two.put("node", "two" + i % 3, "value " + i);
      bob.put("bob/" + i % 50, "key", "value " + i);
      world.settle();
    }
    one.reload();
    two.reload();
    assertEquals(bob.database().digest(), one.database().digest());
    assertEquals(bob.database().digest(), two.database().digest());
    one.connect(server);
    world.settle();
    assertEquals(bob.database().digest(), one.database().digest());
  }
}
