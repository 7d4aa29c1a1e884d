package dev.soulgraph.conformance;

import java.util.List;

/** Repeatable chance: xorshift (Marsaglia 2003) on 32 bits, the same and fast on every platform. */
public final class Dice {
  private int state;

  public Dice(int seed) {
    state = seed * 0x9e3779b1 ^ 0x6d2b79f5;
    if (state == 0) {
      state = 1;
    }
    for (int i = 0; i < 8; i++) {
      next();
    }
  }

  /** All 32 bits. */
  public int next() {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    int mixed = state * 0x85ebca6b;
    return mixed ^ mixed >>> 15;
  }

  public long nextLong() {
    return (long) next() << 32 | next() & 0xffffffffL;
  }

  /** From 0 up to, not including, {@code bound}. */
  public int below(int bound) {
    return (next() >>> 1) % bound;
  }

  /** True once in so many times. */
  public boolean onceIn(int times) {
    return below(times) == 0;
  }

  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) next();
    }
    return bytes;
  }

  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  public <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int other = below(i + 1);
      T moved = list.get(i);
      list.set(i, list.get(other));
      list.set(other, moved);
    }
  }
}
