package dev.soulgraph.graph;

/** A SHA-256 digest: a change's id, a tree's node or root. Held as eight big-endian words. */
public final class Hash implements Comparable<Hash> {
  public static final int BYTES = 32;
  public static final int WORDS = 8;

  private final int w0;
  private final int w1;
  private final int w2;
  private final int w3;
  private final int w4;
  private final int w5;
  private final int w6;
  private final int w7;

  /** From eight words of {@code words} that begin at {@code at}. */
  public Hash(int[] words, int at) {
    w0 = words[at];
    w1 = words[at + 1];
    w2 = words[at + 2];
    w3 = words[at + 3];
    w4 = words[at + 4];
    w5 = words[at + 5];
    w6 = words[at + 6];
    w7 = words[at + 7];
  }

  /** From 32 bytes of {@code bytes} that begin at {@code at}. */
  public static Hash of(byte[] bytes, int at) {
    int[] words = new int[WORDS];
    for (int i = 0; i < WORDS; i++, at += 4) {
      words[i] =
          bytes[at] << 24
              | (bytes[at + 1] & 255) << 16
              | (bytes[at + 2] & 255) << 8
              | bytes[at + 3] & 255;
    }
    return new Hash(words, 0);
  }

  /** Copies the eight words to {@code out} at {@code at}. */
  public void words(int[] out, int at) {
    out[at] = w0;
    out[at + 1] = w1;
    out[at + 2] = w2;
    out[at + 3] = w3;
    out[at + 4] = w4;
    out[at + 5] = w5;
    out[at + 6] = w6;
    out[at + 7] = w7;
  }

  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    int[] words = new int[WORDS];
    words(words, 0);
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (words[i >> 2] >>> (24 - (i & 3) * 8));
    }
    return bytes;
  }

  /** As unsigned bytes: the last rung of the merge's ladder. */
  @Override
  public int compareTo(Hash other) {
    if (w0 != other.w0) {
      return Integer.compareUnsigned(w0, other.w0);
    }
    if (w1 != other.w1) {
      return Integer.compareUnsigned(w1, other.w1);
    }
    int[] a = new int[WORDS];
    int[] b = new int[WORDS];
    words(a, 0);
    other.words(b, 0);
    for (int i = 2; i < WORDS; i++) {
      if (a[i] != b[i]) {
        return Integer.compareUnsigned(a[i], b[i]);
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash
        && w0 == hash.w0
        && w1 == hash.w1
        && w2 == hash.w2
        && w3 == hash.w3
        && w4 == hash.w4
        && w5 == hash.w5
        && w6 == hash.w6
        && w7 == hash.w7;
  }

  @Override
  public int hashCode() {
    return w0;
  }

  /** Lowercase hexadecimal. */
  @Override
  public String toString() {
    return Hex.encode(bytes());
  }
}
