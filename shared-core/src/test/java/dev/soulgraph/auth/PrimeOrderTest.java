package dev.soulgraph.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.CurveCases;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Hex;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** The core's own answer to "is this key of prime order?" against Bouncy Castle's. */
final class PrimeOrderTest {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  private static void assertAgrees(byte[] key, String what) {
    assertEquals(
        Ed25519.validatePublicKeyFull(key, 0),
        Edwards.isPrimeOrder(key),
        () -> Hex.encode(key) + ", " + what);
  }

  @Test
  void randomStringsAreJudgedAlike() {
    for (int round = 0; round < 2000; round++) {
      assertAgrees(Seeds.dice(round).bytes(32), Seeds.again(round));
    }
  }

  @Test
  void honestKeysAreGoodAndWithATorsionPartTheyAreNot() {
    for (int round = 0; round < 30; round++) {
      Dice dice = Seeds.dice(round);
      byte[] key = Ed25519Keys.of(dice.bytes(32)).author().raw();
      assertTrue(Edwards.isPrimeOrder(key), Seeds.again(round));
      for (String torsion : CurveCases.SMALL_ORDER) {
        byte[] mixed = add(key, Hex.decode(torsion));
        assertAgrees(mixed, Seeds.again(round));
        assertEquals(
            torsion.equals(CurveCases.SMALL_ORDER.get(0)), Edwards.isPrimeOrder(mixed), torsion);
      }
    }
  }

  @Test
  void smallOrderAndOddEncodingsAreRefused() {
    for (String hex : CurveCases.SMALL_ORDER) {
      assertFalse(Edwards.isPrimeOrder(Hex.decode(hex)), hex);
      assertAgrees(Hex.decode(hex), "small order");
    }
    for (String hex : CurveCases.NOT_CANONICAL) {
      assertFalse(Edwards.isPrimeOrder(Hex.decode(hex)), hex);
      assertAgrees(Hex.decode(hex), "not canonical");
    }
  }

  @Test
  void yAtTheEdgesOfTheFieldIsJudgedAlike() {
    for (int low = 0; low < 256; low++) {
      for (int sign : new int[] {0, 0x80}) {
        byte[] small = new byte[32];
        small[0] = (byte) low;
        small[31] = (byte) sign;
        assertAgrees(small, "small y");
        byte[] large = new byte[32];
        Arrays.fill(large, (byte) 0xff);
        large[0] = (byte) low;
        large[31] = (byte) (0x7f | sign);
        assertAgrees(large, "large y");
      }
    }
  }

  /**
   * The sum of two points by the affine law, in big integers: slow, and nothing like the core's.
   */
  private static byte[] add(byte[] a, byte[] b) {
    BigInteger ay = y(a);
    BigInteger by = y(b);
    BigInteger ax = x(a, ay);
    BigInteger bx = x(b, by);
    BigInteger product = D.multiply(ax).multiply(bx).multiply(ay).multiply(by).mod(P);
    BigInteger x =
        ax.multiply(by).add(ay.multiply(bx)).multiply(inverse(BigInteger.ONE.add(product)));
    BigInteger y =
        ay.multiply(by).add(ax.multiply(bx)).multiply(inverse(BigInteger.ONE.subtract(product)));
    byte[] out = new byte[32];
    byte[] big = y.mod(P).toByteArray();
    for (int i = 0; i < big.length && i < 32; i++) {
      out[i] = big[big.length - 1 - i];
    }
    if (x.mod(P).testBit(0)) {
      out[31] |= (byte) 0x80;
    }
    return out;
  }

  private static BigInteger inverse(BigInteger value) {
    return value.mod(P).modInverse(P);
  }

  private static BigInteger y(byte[] point) {
    byte[] big = new byte[32];
    for (int i = 0; i < 32; i++) {
      big[31 - i] = point[i];
    }
    big[0] &= 0x7f;
    return new BigInteger(1, big);
  }

  private static BigInteger x(byte[] point, BigInteger y) {
    BigInteger y2 = y.multiply(y);
    BigInteger x2 =
        y2.subtract(BigInteger.ONE).multiply(inverse(D.multiply(y2).add(BigInteger.ONE))).mod(P);
    BigInteger x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(x2)) {
      BigInteger root = BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
      x = x.multiply(root).mod(P);
    }
    return x.testBit(0) == ((point[31] & 0x80) != 0) ? x : P.subtract(x).mod(P);
  }
}
