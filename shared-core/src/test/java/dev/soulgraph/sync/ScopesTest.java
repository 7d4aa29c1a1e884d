package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScopesTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab writer = new Tab(world, "writer");
  private final Tab reader = new Tab(world, "reader");

  private void online() {
    writer.connect(server);
    reader.connect(server);
    world.settle();
  }

  private void write(String... souls) {
    for (String soul : souls) {
      writer.put(soul, "key", "value of " + soul);
    }
    world.settle();
  }

  @Test
  void aScopeBringsJustWhatItCovers() {
    reader.follow(Scope.soul(Soul.of("a"))).follow(Scope.prefix("b/c"));
    online();
    write("a", "a/b", "ab", "b", "b/c", "b/c/d", "b/cd", "c");
    assertEquals(List.of("a", "b/c", "b/c/d"), reader.database().souls(""));
    Tab late = new Tab(world, "late").follow(Scope.soul(Soul.of("a"))).follow(Scope.prefix("b/c"));
    late.connect(server);
    world.settle();
    assertEquals(reader.database().digest(), late.database().digest());
  }

  @Test
  void ofACommitAcrossScopesOnlyWhatIsFollowedIsSent() {
    reader.follow(Scope.prefix("a"));
    online();
    writer.put("z", "key", "unwanted words");
    write("a/1");
    assertEquals(List.of("a/1"), reader.database().souls(""));
    assertNull(reader.text("z", "key"));
  }

  @Test
  void aWiderScopeSwallowsNarrowerOnes() {
    reader.follow(Scope.soul(Soul.of("a/b"))).follow(Scope.prefix("a"));
    online();
    write("a/b", "a/c", "b");
    assertEquals(List.of("a/b", "a/c"), reader.database().souls(""));
    assertTrue(reader.database().level(Scope.soul(Soul.of("a/b"))));
    assertTrue(reader.database().level(Scope.prefix("a/b")));
    assertFalse(reader.database().level(Scope.ALL));
    reader.follow(Scope.ALL);
    world.settle();
    assertEquals(List.of("a/b", "a/c", "b"), reader.database().souls(""));
  }

  @Test
  void closingTheWiderReopensTheNarrower() {
    reader.follow(Scope.soul(Soul.of("a/b"))).follow(Scope.prefix("a"));
    online();
    write("a/b", "a/c");
    reader.unfollow(Scope.prefix("a"));
    world.settle();
    writer.put("a/b", "key", "again");
    writer.put("a/c", "key", "again");
    world.settle();
    assertEquals("again", reader.text("a/b", "key"));
    assertEquals("value of a/c", reader.text("a/c", "key"));
    assertTrue(reader.database().level(Scope.soul(Soul.of("a/b"))));
    assertFalse(reader.database().level(Scope.prefix("a")));
  }

  @Test
  void aNarrowerScopeGoesOnWhereTheWiderOneWasLeft() {
    reader.follow(Scope.prefix("a"));
    online();
    writer.put("a/b", "key", "x".repeat(10_000));
    world.settle();
    reader.offline();
    reader.unfollow(Scope.prefix("a"));
    reader.follow(Scope.soul(Soul.of("a/b")));
    Pipe pipe = reader.connect(server);
    world.settle();
    assertTrue(reader.database().level(Scope.soul(Soul.of("a/b"))));
    assertTrue(pipe.receivedBytes() < 1000, pipe.receivedBytes() + " bytes");
  }

  @Test
  void aScopeThatIsOpenedTwiceIsClosedByTheSecondClose() {
    reader.follow(Scope.ALL).follow(Scope.ALL);
    online();
    reader.unfollow(Scope.ALL);
    world.settle();
    write("a");
    assertEquals("value of a", reader.text("a", "key"));
    reader.unfollow(Scope.ALL);
    world.settle();
    write("b");
    assertNull(reader.text("b", "key"));
  }

  @Test
  void tooManyScopesAreRefusedByName() {
    Server.Stranger stranger = server.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    for (int i = 1; i <= Limits.SCOPES_MAX + 1; i++) {
      stranger.say(new Frame.Open(i, Scope.soul(Soul.of("soul/" + i)), null));
    }
    world.settle();
    assertEquals(List.of("scope-limit"), stranger.refusals());
    stranger.say(new Frame.Close(1));
    stranger.say(new Frame.Open(Limits.SCOPES_MAX + 2, Scope.ALL, null));
    world.settle();
    assertEquals(List.of("scope-limit"), stranger.refusals());
    assertTrue(stranger.pipe.isOpen());
  }

  @Test
  void aScopesNumberIsUsedOnce() {
    Server.Stranger stranger = server.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    stranger.say(new Frame.Open(1, Scope.ALL, null));
    stranger.say(new Frame.Open(1, Scope.prefix("a"), null));
    stranger.say(new Frame.Open(0, Scope.prefix("a"), null));
    world.settle();
    assertEquals(List.of("scope-invalid", "scope-invalid"), stranger.refusals());
  }
}
