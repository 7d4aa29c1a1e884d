package dev.soulgraph.reconcile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that nobody honest sends are refused by name, on either side, and cost little. */
final class HostileMessagesTest {
  private static final int FRAME_MAX_BYTES = 4096;
  private static final Findings NOBODY = findings();
  private static final Pair PAIR = new Pair(new Dice(1), 2000, 50, 0, 100, 100);
  private static final SortedItems OURS = PAIR.oursSorted();
  private static final SortedItems THEIRS = PAIR.theirsSorted();

  private static Findings findings() {
    return new Findings() {
      @Override
      public void have(Item item) {}

      @Override
      public void need(Item from, Item to, List<Hash> ids) {}
    };
  }

  private static byte[] respond(byte[] message) {
    return Responder.respond(THEIRS, FRAME_MAX_BYTES, message);
  }

  private static Initiator initiator() {
    return new Initiator(FRAME_MAX_BYTES, NOBODY);
  }

  private static void assertRefused(Code code, byte[] message) {
    String name = Hex.encode(message);
    assertEquals(code, assertThrows(SoulgraphException.class, () -> respond(message), name).code());
    assertEquals(
        code,
        assertThrows(SoulgraphException.class, () -> initiator().reconcile(OURS, message), name)
            .code());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing, ''",
    "below all versions, 5f",
    "above all versions, 70",
    "a bound cut short, 6101",
    "a bound without a mode, 610100",
    "an id cut short, 61010200",
    "an id of 33 bytes, 610121"
        + "00000000000000000000000000000000000000000000000000000000000000000000",
    "an id's length beyond 32 bits, 6101ffffffff7f00",
    "an id's length beyond 63 bits, 610181ffffffffffffffff7f00",
    "infinity with an id, 6100010100",
    "a fingerprint cut short, 61000001" + "000000000000000000000000000000",
    "an unknown mode, 61000003",
    "a mode beyond 32 bits, 6100009080808000",
    "ids cut short, 6100000201" + "00000000000000000000000000000000000000000000000000000000000000",
    "more ids than there are bytes, 61000002ffffff7f",
    "more ids than 63 bits, 6100000281ffffffffffffffff7f",
    "ids beyond 32 bits that would overflow, 61000002c08080808000",
    "a number that begins with zero, 6180010000",
    "a number of more than 64 bits, 6183ffffffffffffffff7f0000",
    "a number without end, 61ffffffffffffffffffffffffffffff",
    "a state of 2^63, 618180808080808080800100",
    "states that add up beyond 2^63, 6181808080808080808000000002" + "0000",
    "ids that descend, 6102010500" + "01010400",
    "a state after infinity, 610000000200" + "00"
  })
  void notWhatTheFormatSays(String name, String hex) {
    assertRefused(Code.RECONCILE_INVALID, Hex.decode(hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "62", "6f", "62ffffff"})
  void aResponderNamesItsVersionAndAnInitiatorStops(String hex) {
    byte[] message = Hex.decode(hex);
    assertArrayEquals(Hex.decode("61"), respond(message));
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> initiator().reconcile(OURS, message));
    assertEquals(Code.UNSUPPORTED, refused.code());
  }

  /** The largest state that an item can have is the last that a bound can have. */
  @Test
  void theLastStateIsLawful() {
    assertArrayEquals(
        Hex.decode("61"), respond(Hex.decode("61" + "81808080808080808000" + "00" + "00")));
  }

  @Test
  void equalBoundsAreLawful() {
    String empty = Hex.encode(new IdSum().fingerprint(0));
    assertArrayEquals(Hex.decode("61"), respond(Hex.decode("61000000" + "000001" + empty)));
  }

  @Test
  void damagedMessagesAreAnsweredOrRefused() {
    List<byte[]> honest = new Dialogue(OURS, 0, THEIRS, 0).run().messages();
    int refused = 0;
    int rounds = Integer.getInteger("soulgraph.reconcile.fuzz", 4000);
    for (int round = 0; round < rounds; round++) {
      byte[] message = damaged(Seeds.dice(round), honest);
      try {
        assertTrue(respond(message).length <= FRAME_MAX_BYTES, Seeds.again(round));
      } catch (SoulgraphException e) {
        assertEquals(Code.RECONCILE_INVALID, e.code(), Seeds.again(round));
        refused++;
      }
      try {
        byte[] next = initiator().reconcile(OURS, message);
        assertTrue(next == null || next.length <= FRAME_MAX_BYTES, Seeds.again(round));
      } catch (SoulgraphException e) {
        assertTrue(
            e.code() == Code.RECONCILE_INVALID || e.code() == Code.UNSUPPORTED, Seeds.again(round));
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError(Seeds.again(round), e);
      }
    }
    assertTrue(refused > rounds / 10 && refused < 2 * rounds, refused + " refused");
  }

  private static byte[] damaged(Dice dice, List<byte[]> honest) {
    if (dice.onceIn(4)) {
      byte[] random = dice.bytes(dice.below(300));
      if (random.length > 0) {
        random[0] = MessageWriter.VERSION;
      }
      return random;
    }
    byte[] message = dice.pick(honest).clone();
    for (int times = 1 + dice.below(4); times > 0; times--) {
      message[dice.below(message.length)] ^= (byte) (1 << dice.below(8));
    }
    return dice.onceIn(3) ? Arrays.copyOf(message, dice.below(message.length + 40)) : message;
  }

  /** Whoever always sees a difference, and never one that can be found, is left in the end. */
  @Test
  void roundsEnd() {
    Initiator initiator = initiator();
    byte[] contradiction = Hex.decode("61000001" + "00".repeat(IdSum.FINGERPRINT_BYTES));
    int rounds = 0;
    try {
      while (true) {
        initiator.reconcile(OURS, contradiction);
        rounds++;
      }
    } catch (SoulgraphException e) {
      assertEquals(Code.RECONCILE_LIMIT, e.code());
    }
    assertTrue(rounds >= 32 && rounds <= 33 + OURS.size() / 32, rounds + " rounds");
  }

  /** Nor does one who calls for all of our items again and again get them each time. */
  @Test
  void whatIsToldEnds() {
    long[] told = {0};
    Findings counting =
        new Findings() {
          @Override
          public void have(Item item) {
            told[0]++;
          }

          @Override
          public void need(Item from, Item to, List<Hash> ids) {}
        };
    Initiator initiator = new Initiator(0, counting);
    byte[] none = Hex.decode("6100000200");
    SoulgraphException refused =
        assertThrows(
            SoulgraphException.class,
            () -> {
              while (true) {
                initiator.reconcile(OURS, none);
              }
            });
    assertEquals(Code.RECONCILE_LIMIT, refused.code());
    assertTrue(told[0] >= OURS.size() && told[0] < 5 * OURS.size() + 5000, told[0] + " told");
  }

  @Test
  void anIdThatIsListedTwiceIsNeededOnce() {
    int[] needed = {0};
    Findings counting =
        new Findings() {
          @Override
          public void have(Item item) {}

          @Override
          public void need(Item from, Item to, List<Hash> ids) {
            needed[0] += ids.size();
          }
        };
    new Initiator(0, counting).reconcile(OURS, Hex.decode("6100000203" + "ab".repeat(96)));
    assertEquals(1, needed[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4095, -1})
  void aFrameLimitThatIsTooSmallIsRefused(int frameMaxBytes) {
    byte[] message = initiator().initiate(OURS);
    assertThrows(
        IllegalArgumentException.class, () -> Responder.respond(THEIRS, frameMaxBytes, message));
  }
}
