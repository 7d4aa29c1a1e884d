package dev.soulgraph.node.cli.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** JSON's plain values as the graph's. */
final class Scalars {
  private static final long EXACT_INTEGERS = 1L << 53;

  /** A text's length in front of it. */
  private static final int HEAD_BYTES = 5;

  private Scalars() {}

  /**
   * The parser's present token.
   *
   * @throws SoulgraphException {@code value-invalid}, {@code value-too-large}
   */
  static Value read(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    return switch (token) {
      case VALUE_STRING -> text(in.getText());
      case VALUE_NUMBER_INT -> integer(in);
      case VALUE_NUMBER_FLOAT -> fraction(in);
      case VALUE_TRUE -> Value.TRUE;
      case VALUE_FALSE -> Value.FALSE;
      case VALUE_NULL -> Value.NULL;
      default -> throw new IllegalStateException("no plain value: " + token);
    };
  }

  static Value text(String text) {
    int bytes = Utf8.length(text) + HEAD_BYTES;
    if (bytes > ValueCodec.MAX_BYTES) {
      throw new SoulgraphException(
          Code.VALUE_TOO_LARGE,
          "a value has at most " + ValueCodec.MAX_BYTES + " bytes",
          bytes + " bytes");
    }
    return new Value.Text(text);
  }

  private static Value fraction(JsonParser in) throws IOException {
    double nearest = in.getDoubleValue();
    if (nearest == 0 && in.getDecimalValue().signum() != 0) {
      throw new SoulgraphException(
          Code.VALUE_INVALID,
          "a number that isn't zero is one that a double tells from zero",
          in.getText());
    }
    return new Value.Num(nearest);
  }

  private static Value integer(JsonParser in) throws IOException {
    if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      BigInteger integer = in.getBigIntegerValue();
      double nearest = integer.doubleValue();
      if (Double.isInfinite(nearest)
          || !new BigDecimal(nearest).toBigIntegerExact().equals(integer)) {
        throw inexact(integer.toString());
      }
      return new Value.Num(nearest);
    }
    long integer = in.getLongValue();
    if (integer == 0 && in.getText().startsWith("-")) {
      return new Value.Num(-0.0);
    }
    boolean small = -EXACT_INTEGERS <= integer && integer <= EXACT_INTEGERS;
    if (!small && BigDecimal.valueOf(integer).compareTo(new BigDecimal((double) integer)) != 0) {
      throw inexact(Long.toString(integer));
    }
    return new Value.Num(integer);
  }

  private static SoulgraphException inexact(String integer) {
    return new SoulgraphException(
        Code.VALUE_INVALID, "an integer is one that a double can hold exactly", integer);
  }
}
