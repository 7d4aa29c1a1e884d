package dev.soulgraph.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Hex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reconciling costs: rounds, bytes, and questions to the set. */
final class CostTest {
  private static final int SIZE = 50_000;
  private static final List<Item> ALL = all();

  private static List<Item> all() {
    Dice dice = new Dice(3);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      items.add(Pair.item(dice, 1, (1_780_000_000_000L + i) << 16));
    }
    return items;
  }

  /** All items but every n-th. */
  private static SortedItems without(int n) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      if (n == 0 || i % n != 0) {
        items.add(ALL.get(i));
      }
    }
    return new SortedItems(items.toArray(new Item[0]));
  }

  @Test
  void aCheckOfEqualSetsTakesOneRoundAndAFewBytes() {
    for (int round = 0; round < 50; round++) {
      Dialogue check =
          new Dialogue(without(0), 0, without(0), 0)
              .runFromCheck(new Dice(round).bytes(Initiator.CHECK_RANDOM_BYTES));
      assertEquals(1, check.rounds());
      assertTrue(check.bytes() <= 121, check.bytes() + " bytes");
    }
  }

  @Test
  void whatFollowsAFailedCheckIsNoDearerThanAStartWithoutIt() {
    for (int round = 0; round < 20; round++) {
      byte[] random = new Dice(round).bytes(Initiator.CHECK_RANDOM_BYTES);
      Dialogue start = new Dialogue(without(500), 0, without(0), 0).run();
      Dialogue check = new Dialogue(without(500), 0, without(0), 0).runFromCheck(random);
      assertEquals(SIZE / 500, check.need().size());
      assertTrue(check.rounds() <= 3, check.rounds() + " rounds");
      assertTrue(check.bytes() < 1.5 * start.bytes(), check.bytes() + ", " + start.bytes());
    }
  }

  /** Each byte, of the message or of the answer, can ask for a few things at most. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 50, 1000})
  void questionsFollowTheBytes(int everyNth) {
    CountedItems items = new CountedItems(without(0));
    Dialogue dialogue = new Dialogue(without(everyNth), 0, without(0), 0).run();
    for (int i = 0; i < dialogue.messages().size(); i += 2) {
      assertBounded(items, dialogue.messages().get(i));
    }
    assertBounded(items, Hex.decode("6100000200"));
    assertBounded(items, Hex.decode("61" + "010000".repeat(5000)));
    assertBounded(items, Hex.decode("61" + "00000200".repeat(5000)));
    assertBounded(items, Hex.decode("61" + ("000001" + "00".repeat(16)).repeat(5000)));
  }

  private static void assertBounded(CountedItems items, byte[] message) {
    items.questions = 0;
    byte[] answer = Responder.respond(items, 256 << 10, message);
    assertTrue(answer.length <= 256 << 10);
    assertTrue(
        items.questions <= 16 + (message.length + answer.length) / 3,
        items.questions + " questions for " + message.length + " + " + answer.length + " bytes");
  }
}
