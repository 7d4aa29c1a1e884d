package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConvergenceTest {
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
  void twoDatabasesSeeEachOthersWrites() {
    online();
    alice.put("people/alice", "name", "Alice");
    bob.put("people/bob", "name", "Bob");
    world.settle();
    assertEquals("Bob", alice.text("people/bob", "name"));
    assertEquals("Alice", bob.text("people/alice", "name"));
    assertEquals(alice.database().digest(), bob.database().digest());
    assertEquals(List.of("people/alice", "people/bob"), bob.database().souls("people"));
    assertTrue(bob.changed().contains("people/alice"));
  }

  @Test
  void aWriteIsReadableAtOnceWithoutANode() {
    alice.put("people/alice", "name", "Alice");
    assertEquals("Alice", alice.text("people/alice", "name"));
    assertEquals(List.of("people/alice"), alice.database().souls(""));
    assertEquals(List.of("people/alice"), alice.changed());
  }

  @Test
  void aDeletedPropertyIsGoneEverywhere() {
    online();
    alice.put("people/alice", "name", "Alice");
    world.settle();
    bob.put("people/alice", "name", Value.NULL);
    world.settle();
    assertNull(alice.text("people/alice", "name"));
    assertEquals(List.of(), alice.database().souls(""));
    assertEquals(alice.database().digest(), bob.database().digest());
  }

  @Test
  void bothOfflineAndEditingTheSameNodeAndOthersEndEqual() {
    online();
    alice.put("people/both", "name", "nobody");
    world.settle();
    alice.offline();
    bob.offline();
    for (int i = 0; i < 20; i++) {
      alice.put("people/both", "key" + i % 7, "a" + i);
      bob.put("people/both", "key" + i % 5, "b" + i);
      alice.put("people/a" + i, "name", "a");
      bob.put("people/b" + i, "name", "b");
      world.pass(10);
    }
    online();
    assertEquals(alice.database().digest(), bob.database().digest());
    assertEquals(alice.node("people/both"), bob.node("people/both"));
    assertEquals(41, alice.database().souls("people").size());
    assertEquals("b19", alice.text("people/both", "key4"));
    assertEquals(List.of(), alice.database().pending());
  }

  @Test
  void writesOfOneMomentEndEqualWhoeverReturnsFirst() {
    for (boolean aliceFirst : new boolean[] {true, false}) {
      Tab one = new Tab(world, "one").follow(Scope.ALL);
      Tab two = new Tab(world, "two").follow(Scope.ALL);
      Server meeting = new Server(world, 2);
      one.put("tie", "key", "one");
      two.put("tie", "key", "two");
      world.settle();
      (aliceFirst ? one : two).connect(meeting);
      world.settle();
      (aliceFirst ? two : one).connect(meeting);
      world.settle();
      assertEquals(one.database().digest(), two.database().digest());
      assertEquals(one.node("tie"), two.node("tie"));
    }
  }

  @Test
  void aWriteGoesAboveTheWinnerThatItsWriterSees() {
    Tab ahead = new Tab(world, "ahead").follow(Scope.ALL);
    ahead.clockAhead(4000);
    ahead.put("node", "key", "theirs");
    online();
    ahead.connect(server);
    world.settle();
    assertEquals("theirs", alice.text("node", "key"));
    alice.put("node", "key", "mine");
    world.settle();
    assertEquals("mine", alice.text("node", "key"));
    assertEquals("mine", bob.text("node", "key"));
  }

  @Test
  void aCommitOfManyPropertiesIsSeenInOneStep() {
    online();
    int before = bob.changed().size();
    alice
        .database()
        .commit(
            List.of(
                new Write(Soul.of("a/1"), "x", Value.TRUE),
                new Write(Soul.of("a/1"), "y", new Value.Link(Soul.of("a/2"))),
                new Write(Soul.of("a/2"), "x", new Value.Num(1)),
                new Write(Soul.of("a/1"), "x", Value.FALSE)));
    world.settle();
    assertEquals(2, bob.node("a/1").size());
    assertEquals(Value.FALSE, bob.node("a/1").get("x"));
    assertEquals(new Value.Num(1), bob.node("a/2").get("x"));
    assertTrue(bob.changed().size() > before);
  }
}
