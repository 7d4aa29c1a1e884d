package dev.soulgraph.browser.build.wasm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the binary format. The build wrote it itself, so a broken one is a fault. */
final class Input {
  private final byte[] bytes;
  private final int end;
  private int at;

  Input(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Input(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  int position() {
    return at;
  }

  int octet() {
    return bytes[at++] & 0xff;
  }

  /** An unsigned LEB128 below 2^31. */
  int number() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int octet = octet();
      value |= (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
  }

  /** A signed LEB128 between −2^31 and 2^31. */
  int signed() {
    int value = 0;
    int shift = 0;
    int octet;
    do {
      octet = octet();
      value |= (octet & 0x7f) << shift;
      shift += 7;
    } while (octet >= 0x80);
    return shift < 32 && (octet & 0x40) != 0 ? value | -1 << shift : value;
  }

  /** Passes a LEB128 of any size and sign. */
  void passNumber() {
    while (octet() >= 0x80) {}
  }

  void pass(int count) {
    at += count;
  }

  /** A part of this that is preceded by its length. */
  Input part() {
    int length = number();
    at += length;
    return new Input(bytes, at - length, at);
  }

  /** As often as the number that is next says. */
  void times(Runnable action) {
    int count = number();
    for (int i = 0; i < count; i++) {
      action.run();
    }
  }

  String text() {
    Input part = part();
    return new String(part.rest(), StandardCharsets.UTF_8);
  }

  byte[] rest() {
    return since(at, end);
  }

  byte[] since(int start) {
    return since(start, at);
  }

  /** A value type: a number's, or a reference to a heap type; or a block's type, by its index. */
  void passType() {
    int code = octet();
    if (code == 0x63 || code == 0x64 || code >= 0x80) {
      passNumber();
    }
  }

  private byte[] since(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
