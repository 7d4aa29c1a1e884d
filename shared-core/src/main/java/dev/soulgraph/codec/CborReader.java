package dev.soulgraph.codec;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.util.Arrays;

/**
 * Reads deterministic CBOR (RFC 8949 §4.2.1) and refuses everything else. Every length is checked
 * against what is there before it is used, so hostile input costs no more than its own size.
 *
 * <p>Truncated input is {@code frame-malformed}; a longer form than needed, an indefinite length or
 * an unordered map is {@code not-canonical}.
 */
public final class CborReader {
  private final byte[] bytes;
  private final int end;
  private int at;
  private int info;
  private long argument;

  public CborReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  CborReader(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
  }

  byte[] bytes() {
    return bytes;
  }

  public int position() {
    return at;
  }

  public boolean atEnd() {
    return at == end;
  }

  /** Nothing may follow. */
  public void finish() {
    if (at != end) {
      throw malformed("nothing may follow the item", (end - at) + " bytes too many");
    }
  }

  /** So many bytes must still follow. */
  public void ensure(int bytes) {
    if (bytes > end - at) {
      throw malformed("the item is complete", "ends at byte " + end);
    }
  }

  /** Goes back to an earlier position, to read again from there. */
  public void rewind(int position) {
    at = position;
  }

  /** The bytes from {@code from} up to here, a copy. */
  public byte[] copyFrom(int from) {
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Hashes the bytes from {@code from} up to here. */
  Sha256 hash(Sha256 sha, int from) {
    return sha.update(bytes, from, at - from);
  }

  /** The initial byte of the next item, which is not consumed. */
  int peek() {
    if (at >= end) {
      throw malformed("the item is complete", "ends at byte " + at);
    }
    return bytes[at] & 255;
  }

  int next() {
    int value = peek();
    at++;
    return value;
  }

  /** Reads a head; the major type is returned, the argument left in {@link #argument}. */
  int head() {
    int initial = next();
    info = initial & 31;
    if (info < 24) {
      argument = info;
    } else if (info <= 27) {
      int width = 1 << (info - 24);
      argument = bigEndian(width);
      boolean floating = initial >> 5 == 7;
      if (!floating && !minimal(argument, width)) {
        throw notCanonical("a head takes its shortest form");
      }
    } else {
      throw notCanonical("lengths are definite");
    }
    return initial >> 5;
  }

  private static boolean minimal(long argument, int width) {
    return switch (width) {
      case 1 -> argument >= 24;
      case 2 -> argument >>> 8 != 0;
      case 4 -> argument >>> 16 != 0;
      default -> argument >>> 32 != 0;
    };
  }

  /** The additional information of the last head: for major type 7 it tells simple from float. */
  int info() {
    return info;
  }

  long argument() {
    return argument;
  }

  long bigEndian(int width) {
    if (width > end - at) {
      throw malformed("the item is complete", "ends at byte " + end);
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | bytes[at++] & 255;
    }
    return value;
  }

  private void expect(int major, String what) {
    int found = head();
    if (found != major) {
      throw malformed(what + " is expected", "major type " + found);
    }
  }

  /** An unsigned integer of at most {@code max}. */
  public long uint(long max) {
    expect(CborWriter.UINT, "an unsigned integer");
    if (argument < 0 || argument > max) {
      throw malformed("an integer is at most " + max, Long.toString(argument));
    }
    return argument;
  }

  public int intUpTo(int max) {
    return (int) uint(max);
  }

  /** The number of items of an array: at most {@code max}, and not more than bytes are left. */
  public int array(int max) {
    expect(CborWriter.ARRAY, "an array");
    return count(max);
  }

  /** An array of just so many items. */
  public void arrayOf(int items) {
    int found = array(Integer.MAX_VALUE);
    if (found != items) {
      throw malformed("an array has " + items + " items here", Integer.toString(found));
    }
  }

  public int map(int max) {
    expect(CborWriter.MAP, "a map");
    return count(max);
  }

  int count(int max) {
    if (argument < 0 || argument > max || argument > end - at) {
      throw malformed(
          "a count is at most " + Math.min(max, end - at) + " here", Long.toString(argument));
    }
    return (int) argument;
  }

  public byte[] bytes(int max) {
    expect(CborWriter.BYTES, "a byte string");
    int length = count(max);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** A byte string of just so many bytes. */
  public byte[] bytesOf(int length) {
    byte[] found = bytes(length);
    if (found.length != length) {
      throw malformed("a byte string has " + length + " bytes here", found.length + " bytes");
    }
    return found;
  }

  /** Appends a byte string to a buffer. */
  public void bytesInto(CborWriter out) {
    expect(CborWriter.BYTES, "a byte string");
    int length = count(Integer.MAX_VALUE);
    at += length;
    out.raw(bytes, at - length, length);
  }

  public String text(int maxBytes) {
    expect(CborWriter.TEXT, "a text");
    int length = count(maxBytes);
    at += length;
    return Utf8.decode(bytes, at - length, length);
  }

  /** Checks a text whose head was just read, and passes over it. */
  void passText() {
    int length = count(Integer.MAX_VALUE);
    at += length;
    Utf8.check(bytes, at - length, length);
  }

  public boolean bool() {
    int initial = next();
    if (initial != 0xf4 && initial != 0xf5) {
      throw malformed("true or false is expected", Integer.toString(initial));
    }
    return initial == 0xf5;
  }

  /** Consumes a null if there is one. */
  public boolean nil() {
    if (peek() != 0xf6) {
      return false;
    }
    at++;
    return true;
  }

  /** Whether the next item is a text. */
  public boolean isText() {
    return peek() >> 5 == CborWriter.TEXT;
  }

  void skip(int length) {
    at += length;
  }

  /** Compares two spans of the input as unsigned bytes, a shorter one first. */
  int compare(int a, int aEnd, int b, int bEnd) {
    int common = Math.min(aEnd - a, bEnd - b);
    for (int i = 0; i < common; i++) {
      int difference = (bytes[a + i] & 255) - (bytes[b + i] & 255);
      if (difference != 0) {
        return difference;
      }
    }
    return (aEnd - a) - (bEnd - b);
  }

  static SoulgraphException malformed(String rule, String value) {
    return new SoulgraphException(Code.FRAME_MALFORMED, rule, value);
  }

  SoulgraphException notCanonical(String rule) {
    return new SoulgraphException(Code.NOT_CANONICAL, rule, "before byte " + at);
  }
}
