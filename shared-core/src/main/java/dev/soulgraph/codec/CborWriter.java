package dev.soulgraph.codec;

import dev.soulgraph.graph.SoulgraphException;
import java.util.Arrays;

/** Writes deterministic CBOR (RFC 8949 §4.2.1) into a growing buffer, which can be used again. */
public final class CborWriter {
  static final int UINT = 0;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int ARRAY = 4;
  static final int MAP = 5;
  static final int TAG = 6;
  static final int TAG_LINK = 39;

  private byte[] buffer;
  private int size;

  public CborWriter() {
    this(256);
  }

  public CborWriter(int capacity) {
    buffer = new byte[capacity];
  }

  public int size() {
    return size;
  }

  /** Forgets what was written and keeps the buffer. */
  public CborWriter clear() {
    size = 0;
    return this;
  }

  /** Forgets what was written past so many bytes. */
  public CborWriter truncate(int bytes) {
    size = bytes;
    return this;
  }

  /** What was written so far, a copy. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /**
   * What was written, as a text.
   *
   * @throws SoulgraphException {@code not-canonical}
   */
  public String utf8() {
    return Utf8.decode(buffer, 0, size);
  }

  /** The buffer itself, valid up to {@link #size} until the next write. */
  byte[] buffer() {
    return buffer;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
    }
  }

  /** One byte as it is. */
  public CborWriter raw(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Bytes as they are: items that are CBOR already. */
  public CborWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  CborWriter raw(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
    return this;
  }

  private CborWriter head(int major, long argument) {
    int type = major << 5;
    if (argument >= 0 && argument < 24) {
      return raw(type | (int) argument);
    }
    int width = argument >>> 8 == 0 ? 1 : argument >>> 16 == 0 ? 2 : argument >>> 32 == 0 ? 4 : 8;
    raw(type | (width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27));
    return bigEndian(argument, width);
  }

  private CborWriter bigEndian(long value, int width) {
    reserve(width);
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  public CborWriter uint(long value) {
    return head(UINT, value);
  }

  public CborWriter array(int items) {
    return head(ARRAY, items);
  }

  public CborWriter map(int pairs) {
    return head(MAP, pairs);
  }

  public CborWriter bytes(byte[] bytes) {
    return head(BYTES, bytes.length).raw(bytes);
  }

  CborWriter bytes(byte[] bytes, int from, int length) {
    return head(BYTES, length).raw(bytes, from, length);
  }

  public CborWriter text(String text) {
    int length = Utf8.length(text);
    head(TEXT, length);
    reserve(length);
    size = Utf8.encode(text, buffer, size);
    return this;
  }

  /** A text of UTF-8 that another one holds. */
  public CborWriter text(CborWriter utf8) {
    return head(TEXT, utf8.size).raw(utf8.buffer, 0, utf8.size);
  }

  public CborWriter link(String soul) {
    return head(TAG, TAG_LINK).text(soul);
  }

  public CborWriter nil() {
    return raw(0xf6);
  }

  public CborWriter bool(boolean value) {
    return raw(value ? 0xf5 : 0xf4);
  }

  /** A finite double in its shortest exact form. */
  public CborWriter number(double value) {
    int half = Floats.toHalf(value);
    if (half >= 0) {
      return raw(0xf9).bigEndian(half, 2);
    }
    if (Floats.isSingle(value)) {
      return raw(0xfa).bigEndian(Float.floatToIntBits((float) value), 4);
    }
    return raw(0xfb).bigEndian(Double.doubleToLongBits(value), 8);
  }
}
