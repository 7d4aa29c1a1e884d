package dev.soulgraph.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arithmetic on doubles against big integers, with values at which carries run far. */
final class FieldTest {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static BigInteger big(double[] field) {
    byte[] little = Field.pack(field);
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = little[31 - i];
    }
    return new BigInteger(1, bytes);
  }

  private static double[] field(BigInteger value) {
    byte[] little = new byte[32];
    for (int i = 0; i < 255; i++) {
      if (value.testBit(i)) {
        little[i >> 3] |= (byte) (1 << (i & 7));
      }
    }
    return Field.unpack(little);
  }

  private static List<BigInteger> values() {
    List<BigInteger> values = new ArrayList<>();
    for (int small = 0; small < 20; small++) {
      values.add(BigInteger.valueOf(small));
      values.add(P.add(BigInteger.valueOf(small - 1L)));
      values.add(P.subtract(BigInteger.valueOf(small)));
      values.add(BigInteger.ONE.shiftLeft(small * 13));
      values.add(BigInteger.ONE.shiftLeft(small * 13).subtract(BigInteger.ONE));
    }
    for (int round = 0; round < 40; round++) {
      Dice dice = Seeds.dice(round);
      values.add(new BigInteger(1, dice.bytes(32)).mod(P));
    }
    return values;
  }

  @Test
  void sumsDifferencesAndProductsAreThoseOfBigIntegers() {
    List<BigInteger> values = values();
    for (BigInteger a : values) {
      for (BigInteger b : values) {
        double[] x = field(a);
        double[] y = field(b);
        assertEquals(a.add(b).mod(P), big(Field.add(x, y)));
        assertEquals(a.subtract(b).mod(P), big(Field.subtract(x, y)));
        assertEquals(a.multiply(b).mod(P), big(Field.multiply(x, y)));
        // What the curve's formulas build before they multiply: up to four terms of either sign.
        double[] wide = Field.subtract(Field.subtract(Field.subtract(x, y), y), y);
        BigInteger term = a.subtract(b.multiply(BigInteger.valueOf(3)));
        assertEquals(term.multiply(term).mod(P), big(Field.square(wide)));
        assertEquals(term.multiply(term).mod(P), big(Field.multiply(wide, wide)));
      }
    }
  }

  @Test
  void rootsAreMadeFromTheRightPower() {
    BigInteger exponent = BigInteger.TWO.pow(252).subtract(BigInteger.valueOf(3));
    for (BigInteger value : values()) {
      assertEquals(value.mod(P).modPow(exponent, P), big(Field.pow2523(field(value))));
    }
  }
}
