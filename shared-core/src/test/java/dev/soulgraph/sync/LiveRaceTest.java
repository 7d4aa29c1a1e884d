package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes go on throughout, while others come, catch up, are cut off and come back. */
final class LiveRaceTest {
  private static final List<Scope> SCOPES =
      List.of(Scope.ALL, Scope.prefix("a"), Scope.prefix("b/c"), Scope.soul(Soul.of("a/1")));

  @Test
  void noChangeIsLostOrDoubledBetweenCatchingUpAndLive() {
    for (long seed = 1; seed <= 60; seed++) {
      race(seed);
    }
  }

  private static void race(long seed) {
    World world = new World(seed, 8);
    Server server = new Server(world, 1);
    Tab writer = new Tab(world, "writer").follow(Scope.ALL);
    Tab reader = new Tab(world, "reader");
    writer.connect(server);
    for (int i = 0; i < 60; i++) {
      String soul = (world.random.nextBoolean() ? "a/" : "b/c/") + world.random.nextInt(6);
      writer.put(soul, "key" + world.random.nextInt(3), "value " + i);
      if (world.random.nextInt(4) == 0) {
        turn(world, server, reader);
      }
      world.steps(world.random.nextInt(12));
    }
    if (!reader.connected(server)) {
      reader.connect(server);
    }
    reader.follow(Scope.ALL);
    world.settle();
    assertTrue(reader.database().level(Scope.ALL), "seed " + seed);
    assertEquals(writer.database().digest(), reader.database().digest(), "seed " + seed);
    reader.reload();
    assertEquals(writer.database().digest(), reader.database().digest(), "seed " + seed);
    assertEquals(List.of(), reader.failures(), "seed " + seed);
  }

  private static void turn(World world, Server server, Tab reader) {
    switch (world.random.nextInt(5)) {
      case 0 -> reader.offline();
      case 1 -> reader.reload();
      case 2 -> {
        Scope scope = SCOPES.get(world.random.nextInt(SCOPES.size()));
        reader.follow(scope);
      }
      case 3 -> {
        if (!reader.scopes().isEmpty()) {
          reader.unfollow(reader.scopes().get(world.random.nextInt(reader.scopes().size())));
        }
      }
      default -> {
        if (!reader.connected(server)) {
          reader.connect(server);
        }
      }
    }
  }

  @Test
  void whoIsFollowingThroughoutIsToldEachChangeOnce() {
    World world = new World(7, 8);
    Server server = new Server(world, 1);
    Tab writer = new Tab(world, "writer");
    Tab reader = new Tab(world, "reader").follow(Scope.ALL);
    writer.connect(server);
    for (int i = 0; i < 100; i++) {
      writer.put("node/" + i, "key", "value");
      world.steps(5);
      if (i == 50) {
        reader.connect(server);
      }
    }
    world.settle();
    assertEquals(100, reader.changed().size());
    assertEquals(100, reader.database().souls("").size());
  }
}
