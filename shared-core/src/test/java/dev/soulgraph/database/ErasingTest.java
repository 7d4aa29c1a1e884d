package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was superseded or erased, or has expired, goes: for readers at once, its bytes soon. */
final class ErasingTest {
  private static final String SPACE = "~" + Identity.of("alice").key().text();
  private static final String SECRET = "a secret that nobody else has";

  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab alice = new Tab(world, "alice").follow(Scope.ALL);
  private final Tab bob = new Tab(world, "bob");

  private void online() {
    alice.connect(server);
    bob.connect(server);
    world.settle();
  }

  private static boolean keeps(Tab tab) {
    return tab.disk().holdsAnywhere(SECRET.getBytes(StandardCharsets.UTF_8));
  }

  private static Receipt erase(Tab tab, String soul, boolean prefix) {
    return tab.database().commit(List.of(Write.erase(Soul.of(soul), prefix)));
  }

  private void assertBothKeep(boolean kept) {
    assertEquals(List.of(kept, kept), List.of(keeps(alice), keeps(bob)));
  }

  @Test
  void whatIsErasedIsGoneAtOnceAndItsBytesASecondLater() {
    bob.follow(Scope.ALL);
    online();
    alice.put(SPACE + "/album/one", "title", SECRET);
    alice.put(SPACE + "/album", "title", "Holidays");
    world.settle();
    assertBothKeep(true);
    bob.changed().clear();
    Receipt receipt = erase(alice, SPACE + "/album/one", false);
    assertNull(alice.text(SPACE + "/album/one", "title"), "before a node has it");
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertNull(bob.text(SPACE + "/album/one", "title"));
    assertTrue(bob.changed().contains(SPACE + "/album/one"));
    world.pass(2000);
    assertBothKeep(false);
    assertEquals("Holidays", bob.text(SPACE + "/album", "title"));
    bob.reload();
    alice.reload();
    assertEquals(alice.database().digest(), bob.database().digest());
    assertEquals(List.of(SPACE + "/album"), bob.database().souls(""));
  }

  @Test
  void whoFollowsOnlyWhatLiesDeeperAndWasAwayLosesItToo() {
    bob.follow(Scope.prefix(SPACE + "/a/b"));
    online();
    alice.put(SPACE + "/a/b/c", "key", SECRET);
    world.settle();
    bob.offline();
    erase(alice, SPACE + "/a", true);
    world.settle();
    server.crash();
    bob.reload();
    assertEquals(SECRET, bob.text(SPACE + "/a/b/c", "key"));
    online();
    assertNull(bob.text(SPACE + "/a/b/c", "key"));
    world.pass(2000);
    assertBothKeep(false);
  }

  @Test
  void whatWasWrittenBeforeTheEraseAndComesLateIsErased() {
    bob.follow(Scope.ALL);
    Tab elsewhere = new Tab(world, "alice").follow(Scope.ALL);
    Receipt late = elsewhere.put(SPACE + "/a/b", "key", SECRET);
    world.pass(1000);
    online();
    erase(alice, SPACE, true);
    world.settle();
    elsewhere.connect(server);
    world.settle();
    assertEquals(Receipt.State.RELAYED, late.state());
    assertEquals(1, late.outcomes()[Outcome.ERASED.ordinal()]);
    for (Tab tab : List.of(alice, bob, elsewhere)) {
      assertNull(tab.text(SPACE + "/a/b", "key"));
    }
    world.pass(2000);
    assertBothKeep(false);
    assertFalse(keeps(elsewhere));
    alice.put(SPACE + "/a/b", "key", "anew");
    world.settle();
    assertEquals("anew", elsewhere.text(SPACE + "/a/b", "key"));
  }

  @Test
  void whatAClosedTabLeftGoesWithTheNextStart() {
    Tab second = alice.sibling().follow(Scope.ALL);
    second.connect(server);
    second.put(SPACE + "/a", "key", SECRET);
    world.settle();
    alice.connect(server);
    world.settle();
    erase(alice, SPACE + "/a", false);
    world.settle();
    second.close();
    alice.reload();
    world.settle();
    assertFalse(keeps(alice));
  }

  @Test
  void whatWasSupersededGoesWithTheNextStartOrAQuietMinute() {
    bob.follow(Scope.ALL);
    online();
    for (Runnable later : List.<Runnable>of(() -> world.pass(61_000), alice::reload)) {
      alice.put("person", "phone", SECRET);
      world.settle();
      alice.put("person", "phone", "none");
      world.settle();
      assertTrue(keeps(alice));
      later.run();
      world.settle();
      assertFalse(keeps(alice));
      assertEquals("none", alice.text("person", "phone"));
      world.pass(61_000);
      assertFalse(keeps(bob));
    }
  }

  @Test
  void whatHasExpiredIsGoneAndItsBytesASecondLater() {
    bob.follow(Scope.ALL);
    online();
    String soul = "room/!" + (world.nowMs() + 20_000) + "/a";
    alice.put(soul, "key", SECRET);
    world.settle();
    bob.reload();
    assertEquals(SECRET, bob.text(soul, "key"));
    bob.connect(server);
    world.pass(23_000);
    assertNull(bob.text(soul, "key"));
    assertTrue(bob.changed().contains(soul));
    assertBothKeep(false);
  }

  @Test
  void whatExpiredWhileATabWasClosedGoesWithTheNextStart() {
    bob.follow(Scope.ALL);
    online();
    alice.put("room/!" + (world.nowMs() + 20_000) + "/a", "key", SECRET);
    world.settle();
    bob.close();
    world.pass(30_000);
    assertTrue(keeps(bob));
    bob.sibling();
    world.settle();
    assertFalse(keeps(bob));
  }

  @Test
  void erasingAgainAndAgainWritesALargeSetAnewSeldom() {
    alice.connect(server);
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      writes.add(new Write(Soul.of("node/" + i), "key", Value.TRUE));
    }
    alice.database().commit(writes);
    world.settle();
    long before = alice.disk().recordBytesWritten();
    for (int i = 0; i < 30; i++) {
      alice.put(SPACE + "/a", "key", "value " + i);
      world.settle();
      erase(alice, SPACE + "/a", false);
      world.pass(1000);
    }
    long whole = alice.disk().recordBytes();
    long written = alice.disk().recordBytesWritten() - before;
    assertTrue(written > whole && written < 5 * whole, written + " of " + whole);
  }

  @Test
  void onlyOnesOwnIsErased() {
    for (String soul : List.of("people/bob", "~" + Identity.of("bob").key().text() + "/a")) {
      SoulgraphException refusal =
          assertThrows(SoulgraphException.class, () -> erase(alice, soul, false));
      assertEquals(Code.NOT_OWNER, refusal.code(), soul);
    }
  }

  @Test
  void aSpaceHasSoManyErasesAndTheWholeSpacesMakesRoom() {
    alice.connect(server);
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < Limits.ERASES_MAX; i++) {
      writes.add(Write.erase(Soul.of(SPACE + "/" + i), false));
    }
    Receipt most = alice.database().commit(writes);
    world.settle();
    assertEquals(Receipt.State.RELAYED, most.state());
    Receipt more = erase(alice, SPACE + "/more", false);
    world.settle();
    assertEquals(Code.ERASE_LIMIT.text(), more.code());
    Receipt all = erase(alice, SPACE, true);
    world.settle();
    assertEquals(Receipt.State.RELAYED, all.state());
    assertEquals(1, server.store().erases(SPACE));
    Receipt again = erase(alice, SPACE + "/more", false);
    world.settle();
    assertEquals(Receipt.State.RELAYED, again.state());
  }
}
