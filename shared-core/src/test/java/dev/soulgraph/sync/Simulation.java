package dev.soulgraph.sync;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seed's world: some databases, now and then two over one journal, one or two nodes, writes,
 * partitions, crashes and reloads, slow everything. In one kind of world nodes lose their power and
 * tabs close only when their journals rest; in the other tabs lose what their journals haven't
 * kept, and nodes stay up. Where both happen at once a change may survive in a third replica alone,
 * which takes reconciling by fingerprints to bring back.
 */
final class Simulation {
  private static final int TURNS = 70;
  private static final long[] CLOCK_ERRORS_MS = {
    0, 0, 0, -2_000, 3_000, 30_000, -600_000, 3_600_000
  };
  private static final Scope[] SCOPES = {
    Scope.ALL, Scope.prefix("a"), Scope.prefix("b"), Scope.soul(Soul.of("a/1"))
  };

  /** What a tab has written, and how far it was told that it came. */
  record Written(Receipt receipt, List<Write> writes) {}

  final World world;
  final List<Server> servers = new ArrayList<>();
  final List<Tab> tabs = new ArrayList<>();
  final List<Written> written = new ArrayList<>();
  final Ledger ledger = new Ledger();
  private final Random random;
  private final boolean powerCuts;
  private int values;

  Simulation(long seed) {
    world = new World(seed, 1 + (int) (seed % 20));
    random = world.random;
    powerCuts = random.nextInt(3) > 0;
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      Server server = new Server(world, i);
      server.eavesdrop(ledger::sent);
      servers.add(server);
    }
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      Tab tab = new Tab(world, "author " + i).follow(scope());
      tab.clockAhead(CLOCK_ERRORS_MS[random.nextInt(CLOCK_ERRORS_MS.length)]);
      tabs.add(tab);
    }
    if (random.nextInt(3) == 0) {
      tabs.add(tabs.get(0).sibling().follow(scope()));
    }
  }

  private Scope scope() {
    return SCOPES[random.nextInt(SCOPES.length)];
  }

  void run() {
    for (int i = 0; i < TURNS; i++) {
      turn(tabs.get(random.nextInt(tabs.size())), servers.get(random.nextInt(servers.size())));
      if (random.nextInt(3) > 0) {
        world.steps(random.nextInt(15));
      }
    }
  }

  private void turn(Tab tab, Server server) {
    int dice = random.nextInt(100);
    if (dice < 50) {
      write(tab);
    } else if (dice < 72) {
      if (!tab.connected(server)) {
        tab.connect(server);
      }
    } else if (dice < 80) {
      tab.offline();
    } else if (dice < 86) {
      if (!powerCuts || tab.journal().idle()) {
        tab.reload();
      }
    } else if (dice < 90) {
      if (powerCuts) {
        server.crash();
      }
    } else if (dice < 93) {
      if (random.nextBoolean()) {
        server.holdForcing();
      } else {
        server.force();
      }
    } else if (dice < 95) {
      tab.follow(scope());
    } else if (dice < 97) {
      tab.unfollow(tab.scopes().get(0));
      tab.follow(scope());
    } else {
      world.run(random.nextInt(3000));
    }
  }

  private void write(Tab tab) {
    List<Write> writes = new ArrayList<>();
    for (int i = random.nextInt(4) == 0 ? 5 : 1; i > 0; i--) {
      Soul soul = Soul.of((random.nextBoolean() ? "a/" : "b/") + random.nextInt(3));
      Value value = new Value.Text("value " + ++values);
      writes.add(new Write(soul, "key" + random.nextInt(3), value));
    }
    written.add(new Written(tab.database().commit(writes), writes));
  }

  /** Everybody comes back, and all that is under way arrives. */
  void heal() {
    servers.forEach(Server::force);
    for (Tab tab : tabs) {
      tab.follow(Scope.ALL);
      for (Server server : servers) {
        if (!tab.connected(server)) {
          tab.connect(server);
        }
      }
    }
    world.pass(40_000);
  }
}
