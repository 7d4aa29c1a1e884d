package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.SoulgraphException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, a record is read or refused by name, and reading comes to an end. */
final class HostileInputTest {
  private static final String SAMPLE =
      """
      [{"soul":"a/b","name":{"common":"Ä","x":{"$link":"c"}},"tags":["x",1,true,{"$link":"d"}],
      "n":-12.5e3,"big":9007199254740992,"b":{"$bytes":"AAEC"},"c":{"$cbor":"gwECAw"},"$soul":null},
      {"soul":"a/c","e":{},"f":[],"g":"\\u00e4\\ud83d\\ude00"}]
      """;

  @Test
  void damagedInputIsReadOrRefusedByName() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] input = sample.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(input.length);
        input[at] = random.nextBoolean() ? (byte) random.nextInt(256) : sample[random.nextInt(99)];
      }
      try {
        readAll(input);
      } catch (RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed + " round " + round, e);
      }
    }
  }

  private static void readAll(byte[] input) {
    try (Records records = new Importing().json("kept").records(input)) {
      while (records.next() != null) {
        assertTrue(records.count() < input.length);
      }
    } catch (SoulgraphException e) {
      assertTrue(!e.rule().isEmpty());
    }
  }

  @Test
  void deepNestingIsRefused() {
    for (String open : new String[] {"[", "{\"a\":"}) {
      String input = "{\"soul\":\"a\",\"x\":" + open.repeat(100_000);
      try (Records records = new Importing().records(input)) {
        records.next();
        throw new AssertionError("nesting without end was taken");
      } catch (SoulgraphException e) {
        assertTrue(e.value().contains("epth"), e.getMessage());
      }
    }
  }
}
