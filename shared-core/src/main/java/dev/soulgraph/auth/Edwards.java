package dev.soulgraph.auth;

import org.jspecify.annotations.Nullable;

/**
 * The one question about curve points that the core must answer itself: is this key of prime order?
 * Providers don't ask it, and a key with a small-order part would be judged differently by them.
 * About 2,500 field multiplications, half of them squarings; milliseconds: ask once an author.
 *
 * <p>Extended coordinates (Hisil, Wong, Carter, Dawson 2008).
 */
final class Edwards {
  /** d = −121665/121666. */
  private static final double[] D =
      limbs(
          0x78a3, 0x1359, 0x4dca, 0x75eb, 0xd8ab, 0x4141, 0x0a4d, 0x0070, 0xe898, 0x7779, 0x4079,
          0x8cc7, 0xfe73, 0x2b6f, 0x6cee, 0x5203);

  private static final double[] D2 = Field.add(D, D);

  private static final double[] SQRT_MINUS_1 =
      limbs(
          0xa0b0, 0x4a0e, 0x1b27, 0xc4ee, 0xe478, 0xad2f, 0x1806, 0x2f43, 0xd7a7, 0x3dfb, 0x0099,
          0x2b4d, 0xdf0b, 0x4fc1, 0x2480, 0x2b83);

  /** L without its top bit 2^252, little-endian. */
  private static final int[] ORDER_LOW = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14
  };

  private record Point(double[] x, double[] y, double[] z, double[] t) {}

  private Edwards() {}

  private static double[] limbs(int... values) {
    double[] out = new double[Field.LIMBS];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  /** Whether 32 bytes are the canonical encoding of a point of order L. */
  static boolean isPrimeOrder(byte[] encoded) {
    if (!SignatureRules.canonicalPoint(encoded) || SignatureRules.isIdentity(encoded)) {
      return false;
    }
    Point point = decode(encoded);
    return point != null && isIdentity(timesOrder(point));
  }

  private static @Nullable Point decode(byte[] encoded) {
    double[] one = Field.of(1);
    double[] y = Field.unpack(encoded);
    double[] y2 = Field.square(y);
    double[] u = Field.subtract(y2, one);
    double[] v = Field.add(Field.multiply(y2, D), one);
    double[] v3 = Field.multiply(Field.square(v), v);
    double[] v7 = Field.multiply(Field.square(v3), v);
    double[] x = Field.multiply(Field.multiply(u, v3), Field.pow2523(Field.multiply(u, v7)));
    double[] check = Field.multiply(v, Field.square(x));
    if (!Field.isZero(Field.subtract(check, u))) {
      x = Field.multiply(x, SQRT_MINUS_1);
      if (!Field.isZero(Field.add(check, u))) {
        return null;
      }
    }
    boolean odd = (Field.pack(x)[0] & 1) != 0;
    if (odd != ((encoded[31] & 0x80) != 0)) {
      x = Field.subtract(Field.of(0), x);
    }
    return new Point(x, y, one, Field.multiply(x, y));
  }

  private static Point timesOrder(Point point) {
    Point sum = point;
    for (int bit = 251; bit >= 0; bit--) {
      sum = twice(sum);
      if (bit < 128 && (ORDER_LOW[bit >> 3] >> (bit & 7) & 1) != 0) {
        sum = add(sum, point);
      }
    }
    return sum;
  }

  private static Point twice(Point p) {
    double[] a = Field.square(p.x);
    double[] b = Field.square(p.y);
    double[] c = Field.square(p.z);
    double[] sum = Field.add(a, b);
    double[] e = Field.subtract(Field.square(Field.add(p.x, p.y)), sum);
    double[] g = Field.subtract(b, a);
    double[] f = Field.subtract(Field.subtract(g, c), c);
    double[] h = Field.subtract(new double[Field.LIMBS], sum);
    return new Point(
        Field.multiply(e, f), Field.multiply(g, h), Field.multiply(f, g), Field.multiply(e, h));
  }

  /** Complete on this curve. */
  private static Point add(Point p, Point q) {
    double[] a = Field.multiply(Field.subtract(p.y, p.x), Field.subtract(q.y, q.x));
    double[] b = Field.multiply(Field.add(p.y, p.x), Field.add(q.y, q.x));
    double[] c = Field.multiply(Field.multiply(p.t, D2), q.t);
    double[] d = Field.multiply(p.z, q.z);
    d = Field.add(d, d);
    double[] e = Field.subtract(b, a);
    double[] f = Field.subtract(d, c);
    double[] g = Field.add(d, c);
    double[] h = Field.add(b, a);
    return new Point(
        Field.multiply(e, f), Field.multiply(h, g), Field.multiply(g, f), Field.multiply(e, h));
  }

  private static boolean isIdentity(Point point) {
    return Field.isZero(point.x) && Field.isZero(Field.subtract(point.y, point.z));
  }
}
