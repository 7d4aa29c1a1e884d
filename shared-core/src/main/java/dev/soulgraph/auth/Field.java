package dev.soulgraph.auth;

/**
 * Arithmetic modulo p = 2^255 − 19 on sixteen limbs of 16 bits, after TweetNaCl (Bernstein et al.,
 * 2014). The limbs are doubles, which are exact up to 2^53 and, unlike long, fast in JavaScript
 * too. Not constant-time: it sees public keys only.
 */
final class Field {
  static final int LIMBS = 16;

  private Field() {}

  static double[] of(int value) {
    double[] out = new double[LIMBS];
    out[0] = value;
    return out;
  }

  /** Little-endian bytes, the top bit left out. */
  static double[] unpack(byte[] bytes) {
    double[] out = new double[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      out[i] = (bytes[2 * i] & 255) + (bytes[2 * i + 1] & 255) * 256.0;
    }
    out[15] = (int) out[15] & 0x7fff;
    return out;
  }

  /** Brings the limbs into their range; what is carried over the top comes back 38-fold. */
  private static void carry(double[] a) {
    for (int i = 0; i < LIMBS; i++) {
      double over = Math.floor(a[i] / 65536);
      a[i] -= over * 65536;
      if (i < 15) {
        a[i + 1] += over;
      } else {
        a[0] += 38 * over;
      }
    }
  }

  static double[] add(double[] a, double[] b) {
    double[] out = new double[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      out[i] = a[i] + b[i];
    }
    return out;
  }

  static double[] subtract(double[] a, double[] b) {
    double[] out = new double[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      out[i] = a[i] - b[i];
    }
    return out;
  }

  static double[] multiply(double[] a, double[] b) {
    double[] wide = new double[2 * LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      double x = a[i];
      for (int j = 0; j < LIMBS; j++) {
        wide[i + j] += x * b[j];
      }
    }
    return reduce(wide);
  }

  private static double[] reduce(double[] wide) {
    double[] out = new double[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      out[i] = wide[i] + 38 * wide[i + LIMBS];
    }
    carry(out);
    carry(out);
    return out;
  }

  /** Half the products of {@link #multiply}. */
  static double[] square(double[] a) {
    double[] wide = new double[2 * LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      double x = a[i];
      wide[2 * i] += x * x;
      double twice = 2 * x;
      for (int j = i + 1; j < LIMBS; j++) {
        wide[i + j] += twice * a[j];
      }
    }
    return reduce(wide);
  }

  private static double[] square(double[] a, int times) {
    double[] out = a;
    for (int i = 0; i < times; i++) {
      out = square(out);
    }
    return out;
  }

  /** The canonical little-endian bytes. */
  static byte[] pack(double[] a) {
    double[] t = a.clone();
    carry(t);
    carry(t);
    carry(t);
    for (int round = 0; round < 2; round++) {
      double[] m = new double[LIMBS];
      m[0] = t[0] - 0xffed;
      for (int i = 1; i < 15; i++) {
        m[i] = t[i] - 0xffff - borrow(m, i - 1);
      }
      m[15] = t[15] - 0x7fff - borrow(m, 14);
      if (m[15] >= 0) {
        t = m;
      }
    }
    byte[] out = new byte[32];
    for (int i = 0; i < LIMBS; i++) {
      int limb = (int) t[i];
      out[2 * i] = (byte) limb;
      out[2 * i + 1] = (byte) (limb >> 8);
    }
    return out;
  }

  private static double borrow(double[] m, int i) {
    if (m[i] < 0) {
      m[i] += 65536;
      return 1;
    }
    return 0;
  }

  static boolean isZero(double[] a) {
    for (byte b : pack(a)) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** a to the power of 2^252 − 3, from which square roots are made. */
  static double[] pow2523(double[] a) {
    double[] a2 = square(a);
    double[] a9 = multiply(a, square(a2, 2));
    double[] ones5 = multiply(a9, square(multiply(a2, a9)));
    double[] ones10 = multiply(square(ones5, 5), ones5);
    double[] ones20 = multiply(square(ones10, 10), ones10);
    double[] ones40 = multiply(square(ones20, 20), ones20);
    double[] ones50 = multiply(square(ones40, 10), ones10);
    double[] ones100 = multiply(square(ones50, 50), ones50);
    double[] ones200 = multiply(square(ones100, 100), ones100);
    double[] ones250 = multiply(square(ones200, 50), ones50);
    return multiply(square(ones250, 2), a);
  }
}
