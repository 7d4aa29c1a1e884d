package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Databases over one journal, of which one leads. */
final class LeadershipTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab leader = new Tab(world, "alice").follow(Scope.ALL);
  private final Tab follower = leader.sibling().follow(Scope.ALL);

  @BeforeEach
  void lead() {
    follower.database().follow();
    leader.database().lead();
    leader.connect(server);
    world.settle();
  }

  @Test
  void theLeaderSendsAFollowersCommitAtOnceAndSaysWhatBecameOfIt() {
    Receipt receipt = follower.put("node", "key", "value");
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, receipt.replicas());
    assertEquals(1, receipt.outcomes()[Outcome.APPLIED.ordinal()]);
    assertEquals(1, server.store().head());
    assertEquals(0, leader.disk().pending());
  }

  @Test
  void aRefusalComesToTheFollowerThatWrote() {
    String soul = "room/!" + (World.BEGIN_MS + 4000) + "/a";
    leader.database().follow();
    Receipt receipt = follower.put(soul, "key", "value");
    world.pass(5_000);
    leader.database().lead();
    world.settle();
    assertEquals(Receipt.State.REFUSED, receipt.state());
    assertEquals("expired", receipt.code());
    assertNull(follower.text(soul, "key"));
  }

  @Test
  void whoTakesOverSendsWhatTheLastLeaderDidNot() {
    leader.close();
    Receipt receipt = follower.put("node", "key", "value");
    world.pass(10_000);
    assertEquals(Receipt.State.LOCAL, receipt.state());
    follower.reread();
    follower.database().lead();
    follower.connect(server);
    world.settle();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, server.store().head());
  }

  @Test
  void whatIsGoneFromTheJournalHasBeenRelayedThoughNobodySaidSo() {
    leader.close();
    Receipt receipt = follower.put("node", "key", "value");
    world.settle();
    follower.database().reread(true);
    follower.database().follow();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, receipt.replicas());
    assertEquals(List.of(), follower.database().pending());
  }

  @Test
  void whereTheJournalCannotBeReadAgainNothingIsTakenForRelayed() {
    leader.close();
    Receipt receipt = follower.put("node", "key", "value");
    world.settle();
    follower.database().reread(true);
    follower.database().reread(false);
    follower.database().follow();
    assertEquals(Receipt.State.LOCAL, receipt.state());
    assertEquals(1, follower.database().pending().size());
  }

  @Test
  void aFollowerTakesTheLeadersWordForScopes() {
    Scope people = Scope.prefix("people");
    assertFalse(follower.database().known(people));
    follower.database().told(people, true);
    assertTrue(follower.database().level(Scope.prefix("people/alice")));
    follower.database().told(people, false);
    assertFalse(follower.database().level(people));
    assertTrue(follower.database().known(people));
    follower.database().told(people, true);
    follower.reread();
    follower.database().follow();
    assertFalse(follower.database().level(people), "another leader's relays");
  }

  @Test
  void aRefusedWriteThatAFollowerDropsIsGoneForWhoReadsTheJournal() {
    String soul = "room/!" + (World.BEGIN_MS + 4000) + "/a";
    leader.database().follow();
    Receipt receipt = follower.put(soul, "key", "value");
    world.pass(5_000);
    leader.database().lead();
    world.settle();
    follower.database().drop(receipt.id());
    world.settle();
    leader.reload();
    assertEquals(List.of(), leader.database().pending());
  }
}
