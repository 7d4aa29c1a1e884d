package dev.soulgraph.codec;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;

/** Values and extension maps: any canonical CBOR item, some of which have a meaning. */
public final class ValueCodec {
  public static final int MAX_BYTES = 64 * 1024;
  public static final int MAX_DEPTH = 16;
  private static final int SPAN_MAX_DEPTH = 64;
  private static final long KEY_LIMIT = 1L << 32;

  private ValueCodec() {}

  public static void write(CborWriter out, Value value) {
    if (value instanceof Value.Text text) {
      out.text(text.value());
    } else if (value instanceof Value.Num number) {
      out.number(number.value());
    } else if (value instanceof Value.Link link) {
      out.link(link.soul().text());
    } else if (value instanceof Value.Bool bool) {
      out.bool(bool.value());
    } else if (value instanceof Value.Null) {
      out.nil();
    } else if (value instanceof Value.Bytes bytes) {
      out.bytes(bytes.value());
    } else if (value instanceof Value.Opaque opaque) {
      out.raw(opaque.cbor());
    }
  }

  /** Appends a change's value; what lies in bytes already isn't read for that. */
  public static void write(CborWriter out, Change change) {
    if (change.source() instanceof ReceivedLeaves leaves) {
      leaves.write(out, change.index());
    } else {
      write(out, change.value());
    }
  }

  public static byte[] encode(Value value) {
    CborWriter out = new CborWriter();
    write(out, value);
    return out.toBytes();
  }

  /**
   * @throws SoulgraphException {@code not-canonical}, {@code value-invalid}, {@code
   *     value-too-large}, {@code frame-malformed}
   */
  public static Value read(CborReader in) {
    int start = in.position();
    Value value = readKnown(in);
    checkSize(in.position() - start);
    return value;
  }

  /** Passes over a value that {@link #read} would read, and refuses what it refuses. */
  public static void check(CborReader in) {
    int start = in.position();
    skip(in, MAX_DEPTH);
    checkSize(in.position() - start);
  }

  private static void checkSize(int bytes) {
    if (bytes > MAX_BYTES) {
      throw new SoulgraphException(
          Code.VALUE_TOO_LARGE, "a value has at most " + MAX_BYTES + " bytes", bytes + " bytes");
    }
  }

  private static Value readKnown(CborReader in) {
    int start = in.position();
    int initial = in.peek();
    switch (initial >> 5) {
      case CborWriter.TEXT:
        return new Value.Text(in.text(Integer.MAX_VALUE));
      case CborWriter.BYTES:
        return new Value.Bytes(in.bytes(Integer.MAX_VALUE));
      case CborWriter.TAG:
        return readTag(in, start);
      case 7:
        in.head();
        return readSimple(in, start);
      default:
        skip(in, MAX_DEPTH);
        return new Value.Opaque(in.copyFrom(start));
    }
  }

  private static Value readTag(CborReader in, int start) {
    in.head();
    if (in.argument() == CborWriter.TAG_LINK && in.peek() >> 5 == CborWriter.TEXT) {
      String text = in.text(Integer.MAX_VALUE);
      try {
        return new Value.Link(Soul.of(text));
      } catch (SoulgraphException e) {
        return new Value.Opaque(in.copyFrom(start));
      }
    }
    skip(in, MAX_DEPTH - 1);
    return new Value.Opaque(in.copyFrom(start));
  }

  private static Value readSimple(CborReader in, int start) {
    int info = in.info();
    if (info == 20 || info == 21) {
      return Value.of(info == 21);
    }
    if (info == 22) {
      return Value.NULL;
    }
    if (info >= 25) {
      return new Value.Num(number(in));
    }
    checkSimple(in);
    return new Value.Opaque(in.copyFrom(start));
  }

  private static void checkSimple(CborReader in) {
    if (in.info() == 24 && in.argument() < 32) {
      throw in.notCanonical("a simple value takes its shortest form");
    }
  }

  /** The float whose head was just read: finite, not −0, in its shortest exact form. */
  private static double number(CborReader in) {
    long bits = in.argument();
    double value;
    boolean shorter;
    if (in.info() == 25) {
      if ((bits >>> 10 & 31) == 31) {
        throw notFinite();
      }
      value = Floats.ofHalf((int) bits);
      shorter = false;
    } else if (in.info() == 26) {
      value = Float.intBitsToFloat((int) bits);
      shorter = Floats.toHalf(value) >= 0;
    } else {
      value = Double.longBitsToDouble(bits);
      shorter = Floats.isSingle(value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw notFinite();
    }
    if (value == 0 && 1 / value < 0) {
      throw new SoulgraphException(Code.VALUE_INVALID, "a number is not negative zero", "-0");
    }
    if (shorter) {
      throw in.notCanonical("a float takes its shortest exact form");
    }
    return value;
  }

  private static SoulgraphException notFinite() {
    return new SoulgraphException(Code.VALUE_INVALID, "a number is finite", "NaN or Infinity");
  }

  /**
   * The bytes of one canonical item of which nothing more is asked: it may hold numbers that no
   * value may. So a leaf that is refused still has an id.
   */
  public static byte[] span(CborReader in) {
    int start = in.position();
    pass(in);
    return in.copyFrom(start);
  }

  /** As {@link #span}, without a copy. */
  public static void pass(CborReader in) {
    pass(in, SPAN_MAX_DEPTH, false);
  }

  /** Checks one item of any kind and passes over it. */
  private static void skip(CborReader in, int depth) {
    pass(in, depth, true);
  }

  private static void pass(CborReader in, int depth, boolean strict) {
    if (depth == 0) {
      throw new SoulgraphException(
          Code.VALUE_INVALID, "a value nests at most " + MAX_DEPTH + " deep", "");
    }
    int major = in.head();
    switch (major) {
      case 0, 1 -> {}
      case CborWriter.BYTES -> in.skip(in.count(Integer.MAX_VALUE));
      case CborWriter.TEXT -> in.passText();
      case CborWriter.ARRAY -> {
        int items = in.count(Integer.MAX_VALUE);
        for (int i = 0; i < items; i++) {
          pass(in, depth - 1, strict);
        }
      }
      case CborWriter.MAP -> passMap(in, depth, strict);
      case CborWriter.TAG -> pass(in, depth - 1, strict);
      default -> {
        if (in.info() < 25) {
          checkSimple(in);
        } else if (strict) {
          number(in);
        }
      }
    }
  }

  private static void passMap(CborReader in, int depth, boolean strict) {
    int pairs = in.count(Integer.MAX_VALUE);
    int lastStart = 0;
    int lastEnd = 0;
    for (int i = 0; i < pairs; i++) {
      int start = in.position();
      pass(in, depth - 1, strict);
      int end = in.position();
      if (i > 0 && in.compare(lastStart, lastEnd, start, end) >= 0) {
        throw in.notCanonical("a map's keys are in ascending order, each once");
      }
      lastStart = start;
      lastEnd = end;
      pass(in, depth - 1, strict);
    }
  }

  /**
   * An extension map.
   *
   * @throws SoulgraphException {@code unsupported} for a critical (even) key, {@code
   *     extensions-invalid}
   */
  public static Extensions readExtensions(CborReader in) {
    int start = in.position();
    if (in.peek() >> 5 != CborWriter.MAP) {
      throw badExtensions("extensions are a map", in.peek());
    }
    int pairs = in.map(Integer.MAX_VALUE);
    if (pairs == 0) {
      return Extensions.NONE;
    }
    if (pairs > Extensions.MAX_ENTRIES) {
      throw badExtensions("at most " + Extensions.MAX_ENTRIES + " extensions", pairs);
    }
    long last = -1;
    for (int i = 0; i < pairs; i++) {
      boolean unsigned = in.head() == CborWriter.UINT;
      long key = in.argument();
      if (!unsigned || key < 0 || key >= KEY_LIMIT) {
        throw badExtensions("an extension's key is an unsigned integer below 2^32", key);
      }
      if (key <= last) {
        throw in.notCanonical("a map's keys are in ascending order, each once");
      }
      if (key % 2 == 0) {
        throw new SoulgraphException(
            Code.UNSUPPORTED, "a critical (even) extension is known", Long.toString(key));
      }
      last = key;
      // An odd extension's content is its maker's business: a check here would split replicas.
      pass(in, SPAN_MAX_DEPTH - 1, false);
    }
    int size = in.position() - start;
    if (size > Extensions.MAX_BYTES) {
      throw badExtensions("extensions have at most " + Extensions.MAX_BYTES + " bytes", size);
    }
    return new Extensions(in.copyFrom(start));
  }

  private static SoulgraphException badExtensions(String rule, long value) {
    return new SoulgraphException(Code.EXTENSIONS_INVALID, rule, Long.toString(value));
  }
}
