package dev.soulgraph.auth;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A point of edwards25519 by the affine law, in big integers: slow, nothing like the core's, and
 * lenient, so that it can stand for what a hostile author computes. On a JVM only.
 */
public record CurvePoint(BigInteger x, BigInteger y) {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /** The order of the group that keys and signatures live in. */
  public static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  public static final CurvePoint IDENTITY = new CurvePoint(BigInteger.ZERO, BigInteger.ONE);

  /** The base point: y = 4/5, x even. */
  public static final CurvePoint BASE = base();

  private static CurvePoint base() {
    byte[] encoded = new byte[32];
    Arrays.fill(encoded, (byte) 0x66);
    encoded[0] = 0x58;
    CurvePoint base = decode(encoded);
    if (base == null) {
      throw new IllegalStateException("the base point is on the curve");
    }
    return base;
  }

  /** A number's 32 bytes, little-endian. */
  public static byte[] littleEndian(BigInteger number) {
    byte[] big = number.toByteArray();
    byte[] out = new byte[32];
    for (int i = 0; i < big.length && i < 32; i++) {
      out[i] = big[big.length - 1 - i];
    }
    return out;
  }

  /** The number that bytes are, little-endian. */
  public static BigInteger number(byte[] littleEndian) {
    byte[] big = new byte[littleEndian.length];
    for (int i = 0; i < big.length; i++) {
      big[big.length - 1 - i] = littleEndian[i];
    }
    return new BigInteger(1, big);
  }

  /** Takes y modulo p and any sign of x = 0; null where there is no such point. */
  public static @Nullable CurvePoint decode(byte[] encoded) {
    byte[] unsigned = encoded.clone();
    unsigned[31] &= 0x7f;
    BigInteger y = number(unsigned).mod(P);
    BigInteger y2 = y.multiply(y);
    BigInteger x2 =
        y2.subtract(BigInteger.ONE).multiply(inverse(D.multiply(y2).add(BigInteger.ONE))).mod(P);
    BigInteger x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(x2)) {
      BigInteger root = BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
      x = x.multiply(root).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(x2)) {
      return null;
    }
    boolean odd = (encoded[31] & 0x80) != 0;
    return new CurvePoint(x.testBit(0) == odd ? x : P.subtract(x).mod(P), y);
  }

  public byte[] encode() {
    byte[] out = littleEndian(y);
    if (x.testBit(0)) {
      out[31] |= (byte) 0x80;
    }
    return out;
  }

  public CurvePoint add(CurvePoint other) {
    BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
    BigInteger sumX = x.multiply(other.y).add(y.multiply(other.x));
    BigInteger sumY = y.multiply(other.y).add(x.multiply(other.x));
    return new CurvePoint(
        sumX.multiply(inverse(BigInteger.ONE.add(product))).mod(P),
        sumY.multiply(inverse(BigInteger.ONE.subtract(product))).mod(P));
  }

  public CurvePoint times(BigInteger factor) {
    CurvePoint sum = IDENTITY;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.add(sum);
      if (factor.testBit(bit)) {
        sum = sum.add(this);
      }
    }
    return sum;
  }

  /** 1, 2, 4 or 8 for a point of the small subgroup. */
  public int smallOrder() {
    int order = 1;
    for (CurvePoint sum = this; !sum.equals(IDENTITY); sum = sum.add(this)) {
      order++;
      if (order > 8) {
        throw new IllegalArgumentException("not of small order");
      }
    }
    return order;
  }

  private static BigInteger inverse(BigInteger value) {
    return value.mod(P).modInverse(P);
  }
}
