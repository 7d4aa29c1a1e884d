package dev.soulgraph.node.cli.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as JavaScript writes them. A set's key is its element's JSON text, so the text must be
 * the same to the last digit in the browser; Java's own differs in form, and before JDK 19 it isn't
 * always the shortest.
 */
final class Numbers {
  private static final double EXACT_INTEGERS = 1L << 53;

  /** ECMA-262 writes larger numbers with an exponent. */
  private static final int PLAIN_DIGITS_MAX = 21;

  private static final int PLAIN_ZEROS_MAX = 6;

  private static final RoundingMode[] ROUNDINGS = {
    RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING
  };

  private Numbers() {}

  /** ECMA-262's Number::toString of a finite number. */
  static String ecma(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      return Long.toString((long) value);
    }
    return value < 0 ? "-" + positive(-value) : positive(value);
  }

  /**
   * A number that JSON readers take back, as an integer too: where the shortest text looks like an
   * integer, it is the exact one, for {@code import} refuses integers that a double can't hold.
   */
  static String exact(double value) {
    String text = ecma(value);
    boolean integer = text.indexOf('.') < 0 && text.indexOf('e') < 0;
    if (integer && Math.abs(value) >= EXACT_INTEGERS) {
      return new BigDecimal(value).toPlainString();
    }
    return text;
  }

  private static String positive(double value) {
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    if (digits.length() <= point && point <= PLAIN_DIGITS_MAX) {
      return digits + "0".repeat(point - digits.length());
    }
    if (point > 0 && point <= PLAIN_DIGITS_MAX) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point <= 0 && point > -PLAIN_ZEROS_MAX) {
      return "0." + "0".repeat(-point) + digits;
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
  }

  /** The decimal of fewest digits that reads back as {@code value}; of several, the closest. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal best = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    for (int digits = best.precision(); digits > 0; digits--) {
      BigDecimal shorter = ofDigits(exact, digits, value);
      if (shorter == null) {
        break;
      }
      best = shorter;
    }
    return best.stripTrailingZeros();
  }

  private static @Nullable BigDecimal ofDigits(BigDecimal exact, int digits, double value) {
    for (RoundingMode rounding : ROUNDINGS) {
      BigDecimal rounded = exact.round(new MathContext(digits, rounding));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return null;
  }
}
