package dev.soulgraph.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LadderTest {
  private final ChangeCodec codec = new ChangeCodec();
  private final Ladder ladder = new Ladder(codec);

  private static Change change(int author, long state, String value) {
    return new Change(
        Samples.author(author), state, Soul.of("s"), "k", new Value.Text(value), Extensions.NONE);
  }

  @Test
  void theHigherStateWinsWhoeverWroteIt() {
    assertTrue(ladder.compare(change(1, 2, "a"), change(2, 1, "b")) > 0);
    assertTrue(ladder.compare(change(1, Long.MAX_VALUE, "a"), change(2, 0, "b")) > 0);
  }

  @Test
  void atOneStateTheHigherAuthorWinsAsUnsignedBytes() {
    assertTrue(ladder.compare(change(0x80, 1, "a"), change(0x7f, 1, "b")) > 0);
    assertTrue(ladder.compare(change(0xff, 1, "a"), change(1, 1, "b")) > 0);
  }

  @Test
  void atOneStateOfOneAuthorTheHigherIdWins() {
    for (int i = 0; i < 100; i++) {
      Change a = change(1, 1, "a" + i);
      Change b = change(1, 1, "b" + i);
      int ids = codec.id(a).toString().compareTo(codec.id(b).toString());
      assertEquals(Integer.signum(ids), Integer.signum(ladder.compare(a, b)));
    }
  }

  @Test
  void theSameChangeReadTwiceIsEqual() {
    assertEquals(0, ladder.compare(change(1, 1, "a"), change(1, 1, "a")));
  }

  @Test
  void theOrderIsTotal() {
    for (int round = 0; round < 50; round++) {
      Dice dice = Seeds.dice(round);
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        changes.add(change(1 + dice.below(3), dice.below(3), "v" + dice.below(4)));
      }
      for (Change a : changes) {
        for (Change b : changes) {
          int order = ladder.compare(a, b);
          assertEquals(Integer.signum(order), -Integer.signum(ladder.compare(b, a)));
          for (Change c : changes) {
            if (order >= 0 && ladder.compare(b, c) >= 0) {
              assertTrue(ladder.compare(a, c) >= 0, Seeds.again(round));
            }
          }
        }
      }
    }
  }
}
