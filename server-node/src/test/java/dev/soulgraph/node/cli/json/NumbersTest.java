package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-7, -7",
    "0.1, 0.1",
    "1.5, 1.5",
    "-2.50, -2.5",
    "100, 100",
    "9007199254740993.0, 9007199254740992",
    "1152921504606846976.0, 1152921504606847000",
    "123456789012345680000.0, 123456789012345680000",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.2345e25, 1.2345e+25",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1.23e-7, 1.23e-7",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "5.684341886080802e-14, 5.684341886080802e-14",
    "2e23, 2e+23",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "2.9802322387695312e-8, 2.9802322387695312e-8",
    "47.33333333, 47.33333333",
    "123456.789e3, 123456789"
  })
  void areWrittenAsJavaScriptDoes(double value, String text) {
    assertEquals(text, Numbers.ecma(value));
  }

  @Test
  void readBackAsTheyWere() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(Numbers.ecma(value)), "seed " + seed);
        assertEquals(value, Double.parseDouble(Numbers.exact(value)), "seed " + seed);
      }
    }
  }

  @Test
  void anIntegerInTheExportIsTheExactOne() {
    assertEquals("1152921504606846976", Numbers.exact(0x1p60));
    assertEquals("9007199254740992", Numbers.exact(9007199254740992.0));
    assertEquals("-100000000000000000000", Numbers.exact(-1e20));
    assertEquals("1e+21", Numbers.exact(1e21));
  }
}
