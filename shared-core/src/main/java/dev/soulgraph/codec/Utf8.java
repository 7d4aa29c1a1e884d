package dev.soulgraph.codec;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;

/**
 * Strict UTF-8 (RFC 3629): no surrogates, no overlong forms, nothing above U+10FFFF. Hand-written,
 * because the class library's replaces what is wrong, and is many times slower under TeaVM.
 */
public final class Utf8 {
  private Utf8() {}

  /** The number of bytes of {@code text}, whose lone surrogates are refused. */
  public static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          throw new SoulgraphException(
              Code.VALUE_INVALID, "text must be well-formed Unicode", "lone surrogate at " + i);
        }
        i++;
        bytes += 4;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  public static byte[] encode(String text) {
    byte[] bytes = new byte[length(text)];
    encode(text, bytes, 0);
    return bytes;
  }

  /** Writes a text that {@link #length} has accepted; returns the position after it. */
  static int encode(String text, byte[] out, int at) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (c < 0x80) {
        out[at++] = (byte) c;
      } else if (c < 0x800) {
        out[at++] = (byte) (0xc0 | c >> 6);
        out[at++] = (byte) (0x80 | c & 63);
      } else if (Character.isHighSurrogate((char) c)) {
        c = Character.toCodePoint((char) c, text.charAt(++i));
        out[at++] = (byte) (0xf0 | c >> 18);
        out[at++] = (byte) (0x80 | c >> 12 & 63);
        out[at++] = (byte) (0x80 | c >> 6 & 63);
        out[at++] = (byte) (0x80 | c & 63);
      } else {
        out[at++] = (byte) (0xe0 | c >> 12);
        out[at++] = (byte) (0x80 | c >> 6 & 63);
        out[at++] = (byte) (0x80 | c & 63);
      }
    }
    return at;
  }

  /**
   * @throws SoulgraphException {@code not-canonical}
   */
  public static String decode(byte[] bytes, int from, int length) {
    char[] chars = new char[check(bytes, from, length)];
    int at = from;
    for (int i = 0; i < chars.length; i++) {
      int lead = bytes[at];
      if (lead >= 0) {
        chars[i] = (char) lead;
        at++;
      } else {
        int size = size(lead);
        int point = point(bytes, at, size);
        at += size;
        if (size == 4) {
          chars[i++] = Character.highSurrogate(point);
          chars[i] = Character.lowSurrogate(point);
        } else {
          chars[i] = (char) point;
        }
      }
    }
    return new String(chars);
  }

  /**
   * How many chars a text has.
   *
   * @throws SoulgraphException {@code not-canonical}
   */
  static int check(byte[] bytes, int from, int length) {
    int end = from + length;
    int chars = length;
    for (int at = from; at < end; at++) {
      int lead = bytes[at];
      if (lead < 0) {
        int size = size(lead);
        if ((lead & 255) < 0xc2 || (lead & 255) > 0xf4 || size > end - at) {
          throw malformed(at);
        }
        int point = point(bytes, at, size);
        boolean overlong = size == 3 && point < 0x800 || size == 4 && point < 0x10000;
        if (overlong || point > 0x10ffff || point >= 0xd800 && point <= 0xdfff) {
          throw malformed(at);
        }
        chars -= size == 2 ? 1 : 2;
        at += size - 1;
      }
    }
    return chars;
  }

  /** How many bytes a lead byte, which is negative, says that there are. */
  private static int size(int lead) {
    return lead >= -16 ? 4 : lead >= -32 ? 3 : 2;
  }

  private static int point(byte[] bytes, int at, int size) {
    int point = bytes[at] & (0x7f >> size);
    for (int i = 1; i < size; i++) {
      int next = bytes[at + i] & 255;
      if ((next & 0xc0) != 0x80) {
        throw malformed(at);
      }
      point = point << 6 | next & 63;
    }
    return point;
  }

  private static SoulgraphException malformed(int at) {
    return new SoulgraphException(
        Code.NOT_CANONICAL, "text is strict UTF-8 (RFC 3629)", "at byte " + at);
  }
}
