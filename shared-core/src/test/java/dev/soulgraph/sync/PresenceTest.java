package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Presence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is where: told at once, to those who attend, and for no longer than it is so. */
final class PresenceTest {
  private static final Soul ROOM = Soul.of("rooms/1");

  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab alice = tab("alice");
  private final Tab bob = tab("bob");

  private Tab tab(String author) {
    Tab tab = new Tab(world, author);
    attend(tab);
    return tab;
  }

  private static void attend(Tab tab) {
    tab.follow(Scope.soul(ROOM));
    tab.database().presence().attend(ROOM, true);
  }

  private void online() {
    alice.connect(server);
    bob.connect(server);
    world.settle();
  }

  @Test
  void othersLearnWhoIsThereAndWhoLeaves() {
    online();
    alice.database().presence().set(ROOM, "Alice");
    bob.database().presence().set(ROOM, "Bob");
    world.settle();
    assertEquals(List.of("Alice", "Bob"), bob.present("rooms/1"));
    assertEquals(List.of("Alice", "Bob"), alice.present("rooms/1"));
    alice.database().presence().set(ROOM, "Alice, typing");
    world.settle();
    assertEquals(List.of("Alice, typing", "Bob"), bob.present("rooms/1"));
    alice.database().presence().set(ROOM, null);
    world.settle();
    assertEquals(List.of("Bob"), bob.present("rooms/1"));
    assertEquals(List.of("Bob"), alice.present("rooms/1"));
  }

  @Test
  void whoComesLaterIsToldAtOnceAlsoWhereAWiderScopeIsOpenAlready() {
    Tab carol = new Tab(world, "carol").follow(Scope.prefix("rooms"));
    online();
    carol.connect(server);
    alice.database().presence().set(ROOM, "Alice");
    world.settle();
    assertEquals(List.of(), carol.present("rooms/1"));
    attend(carol);
    world.settle();
    assertEquals(List.of("Alice"), carol.present("rooms/1"));
  }

  @Test
  void whatWasSaidOfflineIsToldOnReturn() {
    alice.database().presence().set(ROOM, "Alice");
    assertEquals(List.of("Alice"), alice.present("rooms/1"));
    online();
    assertEquals(List.of("Alice"), bob.present("rooms/1"));
  }

  @Test
  void aLostConnectionLeavesByItsWill() {
    online();
    alice.database().presence().set(ROOM, "Alice");
    world.settle();
    alice.offline();
    world.settle();
    assertEquals(List.of(), bob.present("rooms/1"));
    alice.connect(server);
    world.settle();
    assertEquals(List.of("Alice"), bob.present("rooms/1"));
  }

  @Test
  void whoEndsOneOfTwoConnectionsStaysPresent() {
    Server other = new Server(world, 2);
    server.peer(other);
    online();
    alice.connect(other);
    alice.database().presence().set(ROOM, "Alice");
    world.settle();
    Pipe first = alice.connect(server);
    world.settle();
    first.cut();
    world.settle();
    assertEquals(List.of("Alice"), bob.present("rooms/1"));
  }

  @Test
  void itIsSaidAgainAndRunsOutWhereTheNodeIsLost() {
    online();
    alice.database().presence().set(ROOM, "Alice");
    world.pass(10 * Presence.LIFE_MS);
    assertEquals(List.of("Alice"), bob.present("rooms/1"));
    bob.offline();
    world.pass(Presence.LIFE_MS + 2_000);
    assertEquals(List.of(), bob.present("rooms/1"));
  }

  @Test
  void itGoesThroughNodesInARing() {
    Server second = new Server(world, 2);
    Server third = new Server(world, 3);
    server.peer(second);
    second.peer(third);
    third.peer(server);
    alice.connect(server);
    bob.connect(third);
    world.settle();
    Tab carol = tab("carol");
    carol.connect(second);
    alice.database().presence().set(ROOM, "Alice");
    world.settle();
    assertEquals(List.of("Alice"), bob.present("rooms/1"));
    assertEquals(List.of("Alice"), carol.present("rooms/1"));
    alice.offline();
    world.settle();
    assertEquals(List.of(), bob.present("rooms/1"));
    assertEquals(List.of(), carol.present("rooms/1"));
  }

  @Test
  void aNodeThatConnectsLaterLearnsWhoIsThere() {
    Server second = new Server(world, 2);
    alice.connect(server);
    bob.connect(second);
    alice.database().presence().set(ROOM, "Alice");
    world.settle();
    second.peer(server);
    world.settle();
    assertEquals(List.of("Alice"), bob.present("rooms/1"));
  }

  @Test
  void twoTabsOfOneAuthorAreTwo() {
    Tab again = tab("alice");
    online();
    again.connect(server);
    alice.database().presence().set(ROOM, "here");
    again.database().presence().set(ROOM, "there");
    world.settle();
    assertEquals(List.of("here", "there"), bob.present("rooms/1"));
    assertEquals(List.of("here", "there"), alice.present("rooms/1"));
  }

  @Test
  void nothingIsStored() {
    online();
    alice.database().presence().set(ROOM, "Alice");
    world.settle();
    assertEquals(0, server.store().size());
    assertEquals(0, server.forces());
  }

  @Test
  void whatIsTooLongIsRefusedByTheCall() {
    String long1 = "x".repeat(Presence.VALUE_MAX_BYTES);
    alice.database().presence().set(ROOM, long1);
    SoulgraphException refused =
        assertThrows(
            SoulgraphException.class, () -> alice.database().presence().set(ROOM, long1 + "x"));
    assertEquals(Code.VALUE_TOO_LARGE, refused.code());
  }

  @Test
  void aClockThatIsWrongIsCorrectedByTheRelays() {
    alice.clockAhead(3_600_000);
    bob.clockAhead(-3_600_000);
    online();
    alice.database().presence().set(ROOM, "Alice");
    world.settle();
    assertEquals(List.of("Alice"), bob.present("rooms/1"));
    assertTrue(bob.failures().isEmpty());
  }
}
