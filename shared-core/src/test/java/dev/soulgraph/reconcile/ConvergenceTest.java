package dev.soulgraph.reconcile;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Hash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random sets with random differences: the initiator finds exactly these, whatever the limits. */
final class ConvergenceTest {
  private static final int RUNS = Integer.getInteger("soulgraph.reconcile.runs", 150);

  @ParameterizedTest
  @CsvSource({"0,0", "4096,4096", "0,65536", "4096,0", "6000,4500", "262144,262144"})
  void differencesAreFoundExactly(int ourMaxBytes, int theirMaxBytes) {
    for (int run = 0; run < RUNS; run++) {
      Dice dice = Seeds.dice(run);
      Pair pair = pair(dice);
      Dialogue dialogue =
          new Dialogue(pair.oursSorted(), ourMaxBytes, pair.theirsSorted(), theirMaxBytes);
      boolean check = dice.onceIn(2);
      if (check) {
        dialogue.runFromCheck(dice.bytes(Initiator.CHECK_RANDOM_BYTES));
      } else {
        dialogue.run();
      }
      String name = Seeds.again(run) + ", check " + check;
      assertEquals(new HashSet<>(pair.onlyOurs), new HashSet<>(dialogue.have()), name);
      assertEquals(pair.onlyOurs.size(), dialogue.have().size(), name);
      assertNeeds(pair, dialogue, name);
      assertBounded(dialogue, ourMaxBytes, theirMaxBytes, name);
    }
  }

  private static Pair pair(Dice dice) {
    int size = dice.below(dice.onceIn(2) ? 70 : dice.onceIn(4) ? 12_000 : 1500);
    long states = dice.onceIn(2) ? 1 + dice.below(5) : 1L << dice.below(62);
    int[] perMille = {0, 1, 10, 100, 500, 1000};
    int ours = perMille[dice.below(perMille.length)];
    return new Pair(
        dice, size, states, dice.below(2), ours, Math.min(1000 - ours, perMille[dice.below(6)]));
  }

  private static void assertNeeds(Pair pair, Dialogue dialogue, String name) {
    Map<Hash, Item> missing = new HashMap<>();
    pair.onlyTheirs.forEach(item -> missing.put(item.id(), item));
    Set<Hash> found = new HashSet<>(dialogue.need());
    assertEquals(missing.keySet(), found, name);
    for (int i = 0; i < dialogue.need().size(); i++) {
      Item item = requireNonNull(missing.get(dialogue.need().get(i)));
      assertTrue(dialogue.from(i).compareTo(item) <= 0, name);
      assertTrue(dialogue.to(i).compareTo(item) > 0, name);
    }
  }

  private static void assertBounded(
      Dialogue dialogue, int ourMaxBytes, int theirMaxBytes, String name) {
    for (int i = 0; i < dialogue.messages().size(); i++) {
      int limit = i % 2 == 0 ? ourMaxBytes : theirMaxBytes;
      assertTrue(limit == 0 || dialogue.messages().get(i).length <= limit, name);
    }
  }
}
