package dev.soulgraph.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A number takes its shortest exact form, as a table of all halves and the JDK have it. */
final class FloatsTest {
  /** Every finite half by its value, from the definition of the format. */
  private static final Map<Double, Integer> HALVES = new HashMap<>();

  static {
    for (int half = 0; half < 0x10000; half++) {
      int exponent = half >> 10 & 31;
      double fraction = (half & 0x3ff) / 1024.0;
      double magnitude =
          exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15);
      if (exponent < 31 && half != 0x8000) {
        HALVES.put(half < 0x8000 ? magnitude : -magnitude, half);
      }
    }
  }

  private static byte[] shortest(double value) {
    Integer half = HALVES.get(value);
    if (half != null) {
      return ByteBuffer.allocate(3).put((byte) 0xf9).putShort(half.shortValue()).array();
    }
    if ((float) value == value) {
      return ByteBuffer.allocate(5).put((byte) 0xfa).putFloat((float) value).array();
    }
    return ByteBuffer.allocate(9).put((byte) 0xfb).putDouble(value).array();
  }

  private static Value read(byte[] cbor) {
    CborReader in = new CborReader(cbor);
    Value value = ValueCodec.read(in);
    in.finish();
    return value;
  }

  private static void assertShortest(double value, String what) {
    byte[] cbor = ValueCodec.encode(new Value.Num(value));
    assertEquals(Hex.encode(shortest(value)), Hex.encode(cbor), what + ": " + value);
    assertEquals(new Value.Num(value), read(cbor), what);
  }

  /** The two longer forms are the same number, and refused. */
  private static void assertLongerRefused(double value, String what) {
    byte[] asDouble = ByteBuffer.allocate(9).put((byte) 0xfb).putDouble(value).array();
    byte[] asFloat = ByteBuffer.allocate(5).put((byte) 0xfa).putFloat((float) value).array();
    byte[] cbor = shortest(value);
    if (cbor.length < 9) {
      assertRefused(Code.NOT_CANONICAL, asDouble, what);
    }
    if (cbor.length < 5) {
      assertRefused(Code.NOT_CANONICAL, asFloat, what);
    }
  }

  private static void assertRefused(Code code, byte[] cbor, String what) {
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> read(cbor), () -> Hex.encode(cbor) + what);
    assertEquals(code, refused.code(), () -> Hex.encode(cbor) + what);
  }

  @Test
  void everyHalfIsWrittenAsOne() {
    assertEquals(2 * 0x7c00 - 1, HALVES.size());
    HALVES.forEach(
        (value, half) -> {
          assertShortest(value, "half " + half);
          assertLongerRefused(value, "half " + half);
        });
  }

  @Test
  void neighboursOfHalvesAreNotWrittenAsHalves() {
    for (double value : HALVES.keySet()) {
      if (value != 0) {
        assertShortest(Math.nextUp(value), "above a half");
        assertShortest(Math.nextUp((float) value), "above a half, in singles");
        assertShortest(value / 2, "half of it");
      }
    }
  }

  @Test
  void randomNumbersOfAllSizesAreShortest() {
    for (int round = 0; round < 200_000; round++) {
      Dice dice = Seeds.dice(round);
      double value =
          switch (round % 4) {
            case 0 -> Double.longBitsToDouble(dice.nextLong());
            case 1 -> Float.intBitsToFloat(dice.next());
            case 2 -> Math.scalb((double) dice.below(1 << 12), dice.below(60) - 40);
            default -> Math.scalb((double) dice.next(), dice.below(400) - 200);
          };
      if (!Double.isNaN(value) && !Double.isInfinite(value) && (value != 0 || 1 / value > 0)) {
        assertShortest(value, Seeds.again(round));
        assertLongerRefused(value, Seeds.again(round));
      }
    }
  }

  @Test
  void whatIsNoNumberIsRefusedInEachWidth() {
    for (int half = 0; half < 0x10000; half++) {
      if ((half >> 10 & 31) == 31 || half == 0x8000) {
        byte[] cbor = {(byte) 0xf9, (byte) (half >> 8), (byte) half};
        assertRefused(Code.VALUE_INVALID, cbor, "");
      }
    }
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0}) {
      byte[] asDouble = ByteBuffer.allocate(9).put((byte) 0xfb).putDouble(value).array();
      byte[] asFloat = ByteBuffer.allocate(5).put((byte) 0xfa).putFloat((float) value).array();
      assertRefused(Code.VALUE_INVALID, asDouble, "");
      assertRefused(Code.VALUE_INVALID, asFloat, "");
      SoulgraphException refused =
          assertThrows(SoulgraphException.class, () -> new Value.Num(value));
      assertEquals(Code.VALUE_INVALID, refused.code());
    }
  }

  @Test
  void oneIsAHalf() {
    assertArrayEquals(Hex.decode("f93c00"), ValueCodec.encode(new Value.Num(1)));
  }
}
