package dev.soulgraph.reconcile;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.graph.Hash;
import java.util.Arrays;

/** A sum of ids, read as little-endian numbers, modulo 2^256. Mutable. */
public final class IdSum {
  public static final int FINGERPRINT_BYTES = 16;

  /** From the least significant on. */
  private final int[] words = new int[Hash.WORDS];

  public IdSum add(Hash id) {
    return combine(ofHash(id), false);
  }

  public IdSum subtract(Hash id) {
    return combine(ofHash(id), true);
  }

  public IdSum add(IdSum other) {
    return combine(other.words, false);
  }

  public IdSum subtract(IdSum other) {
    return combine(other.words, true);
  }

  private static int[] ofHash(Hash id) {
    int[] words = new int[Hash.WORDS];
    id.words(words, 0);
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.reverseBytes(words[i]);
    }
    return words;
  }

  /** Subtracting is adding the complement. Without longs, which are slow as JavaScript. */
  private IdSum combine(int[] other, boolean subtract) {
    int carry = subtract ? 1 : 0;
    for (int i = 0; i < words.length; i++) {
      int a = words[i];
      int b = subtract ? ~other[i] : other[i];
      int sum = a + b + carry;
      carry = (a & b | (a | b) & ~sum) >>> 31;
      words[i] = sum;
    }
    return this;
  }

  /** The 32 bytes of the sum, the least significant first. */
  public byte[] bytes() {
    byte[] bytes = new byte[Hash.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i >> 2] >>> (i & 3) * 8);
    }
    return bytes;
  }

  /**
   * What stands for a range in a message: the first 16 bytes of SHA-256(sum ‖ number of ids).
   *
   * @param count how many ids were added up
   */
  public byte[] fingerprint(int count) {
    CborWriter input = new CborWriter().raw(bytes());
    MessageWriter.varint(input, count);
    return Arrays.copyOf(Sha256.of(input.toBytes()).bytes(), FINGERPRINT_BYTES);
  }

  /** From {@link #bytes}. */
  public static IdSum of(byte[] bytes) {
    return new IdSum().add(Hash.of(bytes, 0));
  }
}
