package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.storage.Store;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CatchUpTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab writer = new Tab(world, "writer").follow(Scope.ALL);
  private final Tab reader = new Tab(world, "reader").follow(Scope.ALL);

  private void write(String prefix, int count, int bytes) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[bytes];
      world.random.nextBytes(value);
      writes.add(new Write(Soul.of(prefix + "/" + i), "key", new Value.Bytes(value)));
    }
    writer.database().commit(writes);
    world.settle();
  }

  private void assertEqual() {
    assertEquals(writer.database().digest(), reader.database().digest());
  }

  @Test
  void onlyWhatEnteredSinceTheCursorIsSent() {
    writer.connect(server);
    reader.connect(server);
    world.settle();
    write("before", 100, 1000);
    reader.offline();
    write("after", 10, 1000);
    Pipe pipe = reader.connect(server);
    world.settle();
    assertEqual();
    assertTrue(pipe.receivedBytes() > 10_000, pipe.receivedBytes() + " bytes");
    assertTrue(pipe.receivedBytes() < 15_000, pipe.receivedBytes() + " bytes");
  }

  @Test
  void anUnknownStoreGivesEverything() {
    Server other = new Server(world, 2);
    writer.connect(server);
    writer.connect(other);
    reader.connect(server);
    world.settle();
    write("both", 50, 1000);
    reader.offline();
    Pipe pipe = reader.connect(other);
    world.settle();
    assertTrue(pipe.receivedBytes() > 50_000, pipe.receivedBytes() + " bytes");
    assertEqual();
    reader.offline();
    Pipe again = reader.connect(other);
    world.settle();
    assertTrue(again.receivedBytes() < 1000, again.receivedBytes() + " bytes");
  }

  @Test
  void aKnownRunGivesTheRestAndAnUnknownOneIsToBeCompared() {
    writer.connect(server);
    world.settle();
    write("node", 10, 100);
    Frame.Id stranger = Frame.Id.of(new byte[Frame.Id.BYTES]);
    Store store = server.store();
    assertEquals("0 compared", since(new Frame.Cursor(store.id(), stranger, 7)));
    assertEquals("0 compared", since(new Frame.Cursor(stranger, store.run(), 7)));
    assertEquals("10 whole", since(null));
    assertEquals("3 whole", since(new Frame.Cursor(store.id(), store.run(), 7)));
    assertEquals("0 whole", since(new Frame.Cursor(store.id(), store.run(), 1000)));
  }

  /** How many changes came, and what level said of them. */
  private String since(Frame.@Nullable Cursor cursor) {
    Server.Stranger stranger = server.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    stranger.say(new Frame.Open(1, Scope.ALL, cursor));
    world.settle();
    int changes = 0;
    String level = "";
    for (Frame frame : stranger.heard) {
      if (frame instanceof Frame.Changes heard) {
        changes += heard.parts().stream().mapToInt(part -> part.leaves().length).sum();
      } else if (frame instanceof Frame.Level said) {
        level = said.whole() ? " whole" : " compared";
      }
    }
    return changes + level;
  }

  @Test
  void aCommitOfSeveralFramesIsCaughtUpWithInOneStep() {
    writer.connect(server);
    world.settle();
    write("small", 3, 10);
    write("large", 3000, 800);
    write("other", 3, 10);
    for (Scope scope : List.of(Scope.ALL, Scope.prefix("large"))) {
      Tab tab = new Tab(world, "reader of " + scope.name()).follow(scope);
      Pipe pipe = tab.connect(server);
      int[] sizes = {0, 0};
      while (!tab.database().level(scope)) {
        world.run(1);
        int seen = tab.database().souls("large").size();
        sizes[seen == 0 ? 0 : 1]++;
        assertTrue(seen == 0 || seen == 3000, seen + " of 3000 nodes");
      }
      assertEquals(3000, tab.database().souls("large").size());
      assertTrue(sizes[0] > 0 && pipe.receivedBytes() > 2_000_000);
    }
  }

  @Test
  void aConnectionCutWhileCatchingUpGoesOnWhereItWas() {
    writer.connect(server);
    world.settle();
    for (int i = 0; i < 20; i++) {
      write("large/" + i, 50, 5_000);
    }
    long most = 0;
    for (int cuts = 0; cuts < 100 && !reader.database().level(Scope.ALL); cuts++) {
      Pipe pipe = reader.connect(server);
      world.run(60);
      most = Math.max(most, pipe.receivedBytes());
      if (!reader.database().level(Scope.ALL)) {
        reader.offline();
        reader.reload();
      }
    }
    assertTrue(reader.database().level(Scope.ALL));
    assertEqual();
    assertTrue(most < 5_000_000, most + " bytes at once of 5 MB");
  }

  @Test
  void manyPiecesNeedNoDeepStack() {
    World still = new World(1, 0);
    Server node = new Server(still, 1, "main", Background.INLINE);
    Tab author = new Tab(still, "author");
    author.connect(node);
    still.settle();
    for (int i = 0; i < 150; i++) {
      author.put("node/" + i, "key", new Value.Bytes(new byte[64_000]));
    }
    still.settle();
    assertEquals(150, node.store().size());
    int[] deepest = new int[1];
    Peer peer = node.node().connect(new Depth(deepest));
    node.node().receive(peer, Handshake.hello(), null);
    node.node().receive(peer, new Frame.Open(1, Scope.ALL, null), null);
    assertTrue(deepest[0] > 0 && deepest[0] < 60, deepest[0] + " calls deep");
  }

  @Test
  void aCommitLargerThanAFrameIsSeenInOneStep() {
    writer.connect(server);
    reader.connect(server);
    world.settle();
    List<Integer> seen = new ArrayList<>();
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      writes.add(new Write(Soul.of("large/" + i), "key", new Value.Bytes(new byte[60_000])));
    }
    writer.database().commit(writes);
    for (int i = 0; i < 10_000; i++) {
      int now = reader.database().souls("large").size();
      if (seen.isEmpty() || seen.get(seen.size() - 1) != now) {
        seen.add(now);
      }
      world.steps(1);
    }
    assertEquals(List.of(0, 60), seen);
    assertEqual();
  }

  @Test
  void aCommitOfManyFramesThatIsCutOffIsCaughtUpWith() {
    for (int frames = 1; frames < 6; frames += 2) {
      Server node = new Server(world, 3);
      Tab one = new Tab(world, "one").follow(Scope.ALL);
      Tab two = new Tab(world, "two").follow(Scope.ALL);
      one.connect(node);
      Pipe pipe = two.connect(node);
      world.settle();
      List<Write> writes = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        writes.add(new Write(Soul.of("large/" + i), "key", new Value.Bytes(new byte[60_000])));
      }
      pipe.holdAfter(frames);
      one.database().commit(writes);
      world.settle();
      two.reload();
      assertTrue(two.database().souls("").size() < 90);
      two.connect(node);
      world.settle();
      assertEquals(90, two.database().souls("large").size(), "cut after " + frames);
      assertEquals(one.database().digest(), two.database().digest());
    }
  }
}
