package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpacesTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab alice = new Tab(world, "alice").follow(Scope.ALL);
  private final Tab bob = new Tab(world, "bob").follow(Scope.ALL);
  private final PublicKey aliceKey = Identity.of("alice").key();

  private void online() {
    alice.connect(server);
    bob.connect(server);
    world.settle();
  }

  private void assertRefused(Code code, String soul, String key) {
    SoulgraphException refusal =
        assertThrows(SoulgraphException.class, () -> alice.put(soul, key, "value"), soul);
    assertEquals(code, refusal.code(), soul);
    assertEquals(List.of(), alice.database().pending());
  }

  @Test
  void aKeysOwnSpaceIsWrittenByThatKeyAlone() {
    online();
    alice.put("~" + aliceKey.text() + "/profile", "name", "Alice");
    world.settle();
    assertEquals("Alice", bob.text("~" + aliceKey.text() + "/profile", "name"));
    assertRefused(Code.NOT_OWNER, "~" + bob.database().author().text(), "name");
    assertRefused(Code.NOT_OWNER, "~" + aliceKey.text() + "x", "name");
    assertRefused(Code.NOT_OWNER, "~", "name");
  }

  @Test
  void keysOfTheirAuthorsShareOneNode() {
    online();
    alice.put("poll", "~" + aliceKey.text() + "/vote", "yes");
    bob.put("poll", "~" + bob.database().author().text() + "/vote", "no");
    world.settle();
    assertEquals(2, alice.node("poll").size());
    assertEquals(alice.node("poll"), bob.node("poll"));
    assertRefused(Code.KEY_NOT_OWN, "poll", "~" + bob.database().author().text() + "/vote");
    assertRefused(Code.KEY_NOT_OWN, "poll", "~");
  }

  @Test
  void reservedSpacesAreRefusedByName() {
    for (String soul : List.of("+group", "#hash", "_x/y", " blank", ".", "-", "$a", "[", "^/a")) {
      assertRefused(Code.SPACE_RESERVED, soul, "key");
    }
    alice.put("9lives", "key", "value");
    alice.put("\u00fcber", "key", "value");
  }

  @Test
  void aCommitWithOneBadWriteWritesNothing() {
    List<Write> writes =
        List.of(
            new Write(Soul.of("good"), "key", Value.TRUE),
            new Write(Soul.of("+bad"), "key", Value.TRUE));
    assertThrows(SoulgraphException.class, () -> alice.database().commit(writes));
    assertEquals(List.of(), alice.database().souls(""));
    assertThrows(SoulgraphException.class, () -> alice.database().commit(List.of()));
  }

  @Test
  void whatExpiresVanishesEverywhere() {
    online();
    String soul = "room/!" + (world.nowMs() + 30_000) + "/a";
    alice.put(soul, "key", "value");
    alice.put("room/b", "key", "value");
    world.settle();
    assertEquals("value", bob.text(soul, "key"));
    world.pass(31_000);
    assertNull(alice.text(soul, "key"));
    assertNull(bob.text(soul, "key"));
    assertEquals(List.of("room/b"), bob.database().souls("room"));
    assertEquals(alice.database().digest(), bob.database().digest());
    bob.reload();
    assertNull(bob.text(soul, "key"));
    assertEquals(alice.database().digest(), bob.database().digest());
    Tab late = new Tab(world, "late").follow(Scope.ALL);
    late.connect(server);
    world.settle();
    assertEquals(List.of("room/b"), late.database().souls(""));
    assertEquals(alice.database().digest(), late.database().digest());
    assertRefused(Code.EXPIRED, soul, "key");
  }

  @Test
  void anUnsentWriteThatExpiresIsReadNoMore() {
    String soul = "room/!" + (world.nowMs() + 5_000) + "/a";
    alice.put(soul, "key", "value");
    assertEquals("value", alice.text(soul, "key"));
    world.pass(6_000);
    assertNull(alice.text(soul, "key"));
    assertEquals(List.of(), alice.database().souls(""));
  }
}
