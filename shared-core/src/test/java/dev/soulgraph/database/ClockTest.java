package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ClockTest {
  private static final long HOUR_MS = 3_600_000;
  private static final long MINUTE_MS = 60_000;

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
  void upToFiveSecondsAheadIsMergedAtOnce() {
    alice.clockAhead(4_900);
    Receipt receipt = alice.put("node", "key", "value");
    online();
    assertEquals("value", bob.text("node", "key"));
    assertEquals(1, receipt.outcomes()[Outcome.APPLIED.ordinal()]);
  }

  @Test
  void upToTenMinutesAheadIsDeferredDurablyAndMergedWhenDue() {
    alice.clockAhead(60_000);
    Receipt receipt = alice.put("node", "key", "value");
    online();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, receipt.outcomes()[Outcome.DEFERRED.ordinal()]);
    assertNull(bob.text("node", "key"));
    assertEquals("value", alice.text("node", "key"));
    server.crash();
    alice.clockAhead(0);
    alice.reload();
    bob.reload();
    online();
    assertNull(bob.text("node", "key"));
    assertEquals(bob.database().digest(), alice.database().digest());
    world.pass(53_000);
    assertNull(bob.text("node", "key"));
    assertEquals("value", alice.text("node", "key"));
    world.pass(4_000);
    assertEquals("value", bob.text("node", "key"));
    assertEquals("value", alice.text("node", "key"));
    assertEquals(alice.database().digest(), bob.database().digest());
    assertEquals(0, server.store().deferred());
  }

  @Test
  void aWriteOfAClockAnHourAheadIsSignedAnewAndTheErrorIsTold() {
    alice.clockAhead(HOUR_MS);
    assertEquals(0, alice.database().clockSkewMs());
    Receipt receipt = alice.put("node", "key", "value");
    online();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, receipt.outcomes()[Outcome.APPLIED.ordinal()]);
    assertEquals(0, receipt.outcomes()[Outcome.values().length]);
    assertEquals("value", bob.text("node", "key"));
    assertTrue(Math.abs(alice.database().clockSkewMs() + HOUR_MS) < 100);
    assertTrue(Math.abs(alice.database().nowMs() - world.nowMs()) < 100);
    assertEquals(0, bob.database().clockSkewMs());
  }

  @Test
  void commitsOfAClockAnHourAheadKeepTheirOrder() {
    alice.clockAhead(HOUR_MS);
    for (int i = 0; i < 8; i++) {
      alice.put("node", "key", "value " + i);
      alice.put("node", "other " + i % 2, "value " + i);
    }
    world.settle();
    alice.reload();
    online();
    assertEquals(List.of(), alice.database().pending());
    assertEquals("value 7", bob.text("node", "key"));
    assertEquals("value 6", bob.text("node", "other 0"));
    alice.put("node", "key", "last");
    world.settle();
    bob.put("node", "key", "very last");
    world.settle();
    assertEquals("very last", alice.text("node", "key"));
    assertEquals(alice.database().digest(), bob.database().digest());
  }

  @Test
  void theErrorStaysKnownThroughManyPings() {
    alice.clockAhead(HOUR_MS);
    online();
    for (int i = 0; i < 30; i++) {
      world.pass(1000);
      assertTrue(Math.abs(alice.database().clockSkewMs() + HOUR_MS) < 100);
    }
    alice.put("node", "key", "value");
    world.settle();
    assertEquals("value", bob.text("node", "key"));
  }

  @Test
  void oneBadClockOfTwoRelaysMovesNothing() {
    Server bad = new Server(world, 2);
    bad.clockAhead(HOUR_MS);
    alice.connect(server);
    alice.connect(bad);
    world.settle();
    assertEquals(0, alice.database().clockSkewMs());
    bad.clockAhead(-HOUR_MS);
    alice.offline();
    alice.connect(server);
    alice.connect(bad);
    world.settle();
    assertEquals(0, alice.database().clockSkewMs());
  }

  @Test
  void aClockBehindLosesNothingOnAReload() {
    online();
    alice.clockAhead(-HOUR_MS);
    bob.put("node", "key", "value");
    alice.reload();
    alice.connect(server);
    world.settle();
    alice.reload();
    assertEquals("value", alice.text("node", "key"));
    assertEquals(bob.database().digest(), alice.database().digest());
    alice.put("node", "key", "newer");
    assertEquals("newer", alice.text("node", "key"));
    online();
    assertEquals("newer", bob.text("node", "key"));
  }

  @Test
  void aClockSetBackIssuesNoLowerStates() {
    online();
    alice.put("node", "key", "first");
    world.settle();
    alice.clockAhead(-HOUR_MS);
    alice.put("node", "key", "second");
    alice.put("elsewhere", "key", "third");
    world.settle();
    alice.offline();
    alice.reload();
    alice.put("unseen", "key", "fourth");
    alice.put("node", "key", "fifth");
    assertTrue(pendingMs().min().orElseThrow() >= World.BEGIN_MS);
    online();
    assertEquals("fifth", bob.text("node", "key"));
  }

  @Test
  void aForeignClocksLeadIsTakenOverBySecondsAtMost() {
    Tab ahead = new Tab(world, "ahead").follow(Scope.ALL);
    ahead.clockAhead(4_500);
    ahead.put("node", "key", "value");
    ahead.connect(server);
    online();
    assertNotNull(alice.text("node", "key"));
    alice.offline();
    alice.put("other", "key", "value");
    assertTrue(pendingMs().max().orElseThrow() - world.nowMs() <= 1_001);
  }

  @Test
  void whatIsFutureToAClientMovesNoCursorAndComesLater() {
    Tab carol = new Tab(world, "carol");
    carol.connect(server);
    online();
    server.clockAhead(HOUR_MS);
    bob.clockAhead(HOUR_MS);
    bob.put("node", "key", "value");
    world.settle();
    assertEquals("value", bob.text("node", "key"));
    assertNull(alice.text("node", "key"));
    carol.put("lawful", "key", "value");
    world.settle();
    assertEquals("value", alice.text("lawful", "key"));
    alice.reload();
    assertNull(alice.text("node", "key"));
    alice.connect(server);
    world.settle();
    assertEquals("value", alice.text("node", "key"));
    alice.reload();
    assertEquals("value", alice.text("node", "key"));
  }

  @Test
  void whatANodeHasTakenForLaterStaysWhenItsClockGoesBack() {
    server.clockAhead(9 * MINUTE_MS);
    alice.clockAhead(18 * MINUTE_MS);
    Receipt receipt = alice.put("node", "key", "value");
    online();
    assertEquals(1, receipt.outcomes()[Outcome.DEFERRED.ordinal()]);
    alice.clockAhead(0);
    server.clockAhead(0);
    server.crash();
    world.pass(2_000);
    assertEquals(1, server.store().deferred());
    world.pass(18 * MINUTE_MS);
    online();
    assertEquals("value", bob.text("node", "key"));
  }

  @Test
  void whatAClientHasTakenForLaterStaysWhenItsClockGoesBack() {
    Server ahead = new Server(world, 2);
    Server between = new Server(world, 3);
    ahead.clockAhead(16 * MINUTE_MS);
    between.clockAhead(8 * MINUTE_MS);
    List<Server> relays = List.of(server, ahead, between);
    relays.forEach(bob::connect);
    write(ahead, "far", 16 * MINUTE_MS);
    bob.offline();
    between.clockAhead(0);
    relays.forEach(bob::connect);
    write(ahead, "near", MINUTE_MS);
    world.pass(2 * MINUTE_MS);
    assertEquals("value", bob.text("near", "key"));
    assertNull(bob.text("far", "key"));
    world.pass(15 * MINUTE_MS);
    assertEquals("value", bob.text("far", "key"));
  }

  private void write(Server relay, String soul, long aheadMs) {
    Tab writer = new Tab(world, "the writer of " + soul);
    writer.clockAhead(aheadMs);
    writer.put(soul, "key", "value");
    writer.connect(relay);
    world.settle();
  }

  private LongStream pendingMs() {
    world.settle();
    return States.ms(alice.disk().pendingRecords());
  }
}
