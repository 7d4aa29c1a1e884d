package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Tab;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Many short lives of the whole system. A failing one names its seed; {@code -Dsoulgraph.seed=SEED}
 * lives it again, {@code -Dsoulgraph.seeds=COUNT} lives more of them.
 */
final class SimulationTest {
  private static final int SEEDS = 300;

  @Test
  void whateverHappensAllEndEqualAndNothingAcknowledgedIsLost() {
    Long one = Long.getLong("soulgraph.seed");
    long from = one == null ? 1 : one;
    long to = one == null ? Long.getLong("soulgraph.seeds", SEEDS) : one;
    for (long seed = from; seed <= to; seed++) {
      try {
        live(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("run again with -Dsoulgraph.seed=" + seed, e);
      }
    }
  }

  private static void live(long seed) {
    Simulation life = new Simulation(seed);
    life.run();
    life.heal();
    Map<String, Map<String, Change>> winners = life.ledger.winners(life.servers);
    Map<String, Map<String, Value>> expected = new TreeMap<>();
    winners.forEach((soul, keys) -> expected.put(soul, values(keys)));
    Hash digest = life.tabs.get(0).database().digest();
    for (Tab tab : life.tabs) {
      assertTrue(tab.database().level(Scope.ALL), "level");
      assertEquals(List.of(), tab.database().pending(), "pending");
      assertEquals(expected, contents(tab), "what is read");
      assertEquals(digest, tab.database().digest(), "digest");
      assertTrue(tab.failures().stream().noneMatch(Code.INTERNAL::equals));
    }
    life.written.forEach(written -> assertKept(life, written, winners));
    for (Tab tab : life.tabs) {
      tab.reload();
      assertEquals(digest, tab.database().digest(), "digest after a reload");
      assertEquals(List.of(), tab.failures(), "failures of a reload");
    }
  }

  private static Map<String, Value> values(Map<String, Change> keys) {
    Map<String, Value> values = new TreeMap<>();
    keys.forEach((key, change) -> values.put(key, change.value()));
    return values;
  }

  private static Map<String, Map<String, Value>> contents(Tab tab) {
    Map<String, Map<String, Value>> contents = new TreeMap<>();
    tab.database().souls("").forEach(soul -> contents.put(soul, tab.node(soul)));
    return contents;
  }

  /** What was durable anywhere is there, or something above it is. */
  private static void assertKept(
      Simulation life, Simulation.Written written, Map<String, Map<String, Change>> winners) {
    if (written.receipt().state() == Receipt.State.SIGNING) {
      return;
    }
    for (Write write : last(written.writes()).values()) {
      Long state = life.ledger.stateOf(write.value());
      Change winner = winners.getOrDefault(write.soul().text(), Map.of()).get(write.key());
      assertNotNull(state, write + " was never sent");
      assertNotNull(winner, write + " is lost");
      assertTrue(
          winner.value().equals(write.value()) || winner.state() >= state,
          write + " is lost, there is " + winner);
    }
  }

  private static Map<String, Write> last(List<Write> writes) {
    Map<String, Write> last = new TreeMap<>();
    writes.forEach(write -> last.put(write.soul() + " " + write.key(), write));
    return last;
  }
}
