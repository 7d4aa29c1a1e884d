package dev.soulgraph.graph;

import java.util.Arrays;

/**
 * What a property holds. Merging never looks at it. {@link Opaque} is any lawful CBOR item of a
 * kind that this release gives no meaning to: it is kept, forwarded and handed out as bytes.
 */
public sealed interface Value {
  /** The property is deleted. */
  Value NULL = new Null();

  Value TRUE = new Bool(true);
  Value FALSE = new Bool(false);

  static Value of(boolean value) {
    return value ? TRUE : FALSE;
  }

  record Null() implements Value {}

  record Bool(boolean value) implements Value {}

  /** A finite double, not −0. */
  record Num(double value) implements Value {
    /**
     * @throws SoulgraphException {@code value-invalid} for NaN, ±Infinity and −0
     */
    public Num {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw new SoulgraphException(
            Code.VALUE_INVALID, "a number is finite", Double.isNaN(value) ? "NaN" : "infinite");
      }
      if (value == 0 && 1 / value < 0) {
        throw new SoulgraphException(Code.VALUE_INVALID, "a number is not negative zero", "-0");
      }
    }
  }

  record Text(String value) implements Value {}

  record Bytes(byte[] value) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes bytes && Arrays.equals(bytes.value, value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }
  }

  /** A pointer to another node, which need not exist. */
  record Link(Soul soul) implements Value {}

  /** One item of canonical CBOR. */
  record Opaque(byte[] cbor) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Opaque opaque && Arrays.equals(opaque.cbor, cbor);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(cbor);
    }
  }
}
