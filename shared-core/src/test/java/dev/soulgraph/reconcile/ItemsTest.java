package dev.soulgraph.reconcile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sorted array, and its view below a bound, answer as a plain list would. */
final class ItemsTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  @Test
  void answersAreThoseOfAList() {
    for (int round = 0; round < 200; round++) {
      Dice dice = Seeds.dice(round);
      Pair pair = new Pair(dice, dice.below(200), 1 + dice.below(30), 0, 0, 0);
      List<Item> expected = new ArrayList<>(pair.ours);
      expected.sort(null);
      SortedItems items = pair.oursSorted();
      assertSame(dice, expected, items, Seeds.again(round));
      Item bound = dice.onceIn(2) || expected.isEmpty() ? bound(dice) : dice.pick(expected);
      expected.removeIf(item -> item.compareTo(bound) >= 0);
      assertSame(dice, expected, items.below(bound), Seeds.again(round));
    }
  }

  private static Item bound(Dice dice) {
    return switch (dice.below(4)) {
      case 0 -> Item.START;
      case 1 -> Item.END;
      case 2 -> Item.startOf(dice.below(30));
      default -> Pair.item(dice, 30, 0);
    };
  }

  private static void assertSame(Dice dice, List<Item> expected, Items items, String name) {
    assertEquals(expected.size(), items.size(), name);
    for (int i = 0; i < 20; i++) {
      Item bound = bound(dice);
      long rank = expected.stream().filter(item -> item.compareTo(bound) < 0).count();
      assertEquals(rank, items.rank(bound), name);
      int to = dice.below(expected.size() + 1);
      int from = dice.below(to + 1);
      List<Item> listed = new ArrayList<>();
      items.each(from, to, listed::add);
      assertEquals(expected.subList(from, to), listed, name);
      assertArrayEquals(sum(listed), items.sum(from, to).bytes(), name);
      if (from < to) {
        assertEquals(listed.get(0), items.at(from), name);
      }
    }
  }

  private static byte[] sum(List<Item> items) {
    BigInteger sum = BigInteger.ZERO;
    for (Item item : items) {
      sum = sum.add(new BigInteger(1, reversed(item.id().bytes())));
    }
    byte[] bytes = sum.mod(MODULUS).or(MODULUS).toByteArray();
    return reversed(java.util.Arrays.copyOfRange(bytes, bytes.length - Hash.BYTES, bytes.length));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void aSumWrapsAround() {
    IdSum sum = new IdSum().add(Item.END.id());
    sum.add(Hash.of(Hex.decode("02" + "00".repeat(31)), 0));
    assertEquals("01" + "00".repeat(31), Hex.encode(sum.bytes()));
  }

  /** SHA-256 of 33 zeros, by any tool. */
  @Test
  void theFingerprintOfNothing() {
    assertEquals("7f9c9e31ac8256ca2f258583df262dbc", Hex.encode(new IdSum().fingerprint(0)));
  }
}
