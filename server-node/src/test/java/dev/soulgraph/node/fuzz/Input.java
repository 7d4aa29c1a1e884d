package dev.soulgraph.node.fuzz;

import java.util.Arrays;
import java.util.List;

/** Takes what it decides from bytes; behind their end all is zero. */
final class Input {
  private final byte[] bytes;
  private int at;

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isEmpty() {
    return at >= bytes.length;
  }

  /** From 0 up to, not including, {@code bound}, which is at most 256. */
  int below(int bound) {
    return (isEmpty() ? 0 : bytes[at++] & 255) % bound;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** As many bytes as two bytes say, or what is left. */
  byte[] some() {
    int length = below(256) << 8 | below(256);
    return take(length);
  }

  byte[] rest() {
    return take(bytes.length);
  }

  private byte[] take(int length) {
    int from = Math.min(at, bytes.length);
    int to = (int) Math.min((long) from + length, bytes.length);
    at = to;
    return Arrays.copyOfRange(bytes, from, to);
  }
}
