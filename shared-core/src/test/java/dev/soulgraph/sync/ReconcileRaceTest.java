package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.CrashingStore;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Writers go on while others catch up and compare: nothing is lost, nothing is told twice. */
final class ReconcileRaceTest {
  private static final int ROUNDS = 12;

  private World world = new World(1, 30);
  private Server server = new Server(world, 1);
  private final List<Tab> writers = new ArrayList<>();
  private final Map<String, Integer> written = new LinkedHashMap<>();

  private void begin(long seed) {
    world = new World(seed, 30);
    server = new Server(world, 1);
    writers.clear();
    written.clear();
    for (int i = 0; i < 3; i++) {
      Tab tab = new Tab(world, "writer " + i).follow(Scope.ALL);
      tab.connect(server);
      writers.add(tab);
    }
    world.settle();
  }

  private void write() {
    Tab tab = writers.get(world.random.nextInt(writers.size()));
    List<Write> writes = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(3); n > 0; n--) {
      String soul = "soul/" + world.random.nextInt(300);
      int value = written.merge(soul, 1, Integer::sum);
      writes.add(new Write(Soul.of(soul), "by " + tab.database().author().text(), num(value)));
    }
    tab.database().commit(writes);
  }

  private static Value num(int value) {
    return new Value.Num(value);
  }

  private static Map<String, Map<String, Value>> all(Tab tab) {
    Map<String, Map<String, Value>> all = new TreeMap<>();
    tab.database().souls("").forEach(soul -> all.put(soul, tab.node(soul)));
    return all;
  }

  @Test
  void whoeverComparesWhileOthersWriteEndsWithAllOfIt() {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      begin(seed);
      for (int i = 0; i < 100; i++) {
        write();
        world.run(10);
      }
      CrashingStore.Disk copy = server.disk().copy();
      Tab reader = new Tab(world, "reader").follow(Scope.ALL);
      reader.connect(server);
      for (int i = 0; i < 100; i++) {
        write();
        world.run(10);
        if (world.random.nextInt(25) == 0) {
          reader.offline();
          reader.connect(server);
        }
        if (i == 50) {
          server.restore(copy);
          for (Tab tab : writers) {
            tab.connect(server);
          }
          reader.connect(server);
        }
      }
      world.run(3000);
      for (Tab tab : writers) {
        assertEquals(List.of(), tab.database().pending(), "seed " + seed);
        assertEquals(all(reader), all(tab), "seed " + seed);
      }
      Tab late = new Tab(world, "late").follow(Scope.ALL);
      late.connect(server);
      world.run(3000);
      assertEquals(all(reader), all(late), "seed " + seed);
      assertEquals(reader.database().digest(), late.database().digest(), "seed " + seed);
      assertTrue(all(late).size() > 50, "seed " + seed);
    }
  }
}
