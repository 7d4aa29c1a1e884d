package dev.soulgraph.codec;

/** IEEE 754 half precision, which Java 17 and TeaVM lack. */
final class Floats {
  private static final double HALF_MAX = 65504;
  private static final double HALF_MIN_NORMAL = 6.103515625e-5;
  private static final double HALF_SUBNORMAL_UNIT = 5.9604644775390625e-8;

  private Floats() {}

  /** The half that is exactly {@code value}, or −1. */
  static int toHalf(double value) {
    double magnitude = Math.abs(value);
    int sign = value < 0 ? 0x8000 : 0;
    if (magnitude == 0) {
      return 0;
    }
    if (magnitude > HALF_MAX) {
      return -1;
    }
    if (magnitude < HALF_MIN_NORMAL) {
      double units = magnitude / HALF_SUBNORMAL_UNIT;
      return units == Math.floor(units) ? sign | (int) units : -1;
    }
    if (!isSingle(value)) {
      return -1;
    }
    int bits = Float.floatToIntBits((float) value);
    if ((bits & 0x1fff) != 0) {
      return -1;
    }
    return sign | ((bits >>> 23 & 255) - 112) << 10 | bits >>> 13 & 0x3ff;
  }

  /**
   * Whether a single holds {@code value} exactly. By way of the bits, since in compiled JavaScript
   * a cast to float rounds nothing.
   */
  static boolean isSingle(double value) {
    return Float.intBitsToFloat(Float.floatToIntBits((float) value)) == value;
  }

  /** The value of a half whose exponent is not all ones. */
  static double ofHalf(int half) {
    int exponent = half >>> 10 & 31;
    int fraction = half & 0x3ff;
    double magnitude =
        exponent == 0
            ? fraction * HALF_SUBNORMAL_UNIT
            : Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
    // Not negated: in Wasm TeaVM takes that from 0, and 0 - 0 is not negative zero.
    return (half & 0x8000) != 0 ? -1 * magnitude : magnitude;
  }
}
