package dev.soulgraph.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An Ed25519 public key in multicodec form ({@code ed01} and 32 bytes); in text as in did:key. */
public final class PublicKey implements Comparable<PublicKey> {
  public static final int RAW_BYTES = 32;
  public static final int MULTICODEC_BYTES = 34;

  private final byte[] bytes;
  private final int hash;

  /** Worked out when it is asked for: of most keys that are read nobody asks. */
  private @Nullable String text;

  private PublicKey(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /** From the 32 bytes of RFC 8032; whether they are a good key is the gate's question. */
  public static PublicKey ofRaw(byte[] raw) {
    if (raw.length != RAW_BYTES) {
      throw invalid("an Ed25519 public key has 32 bytes", raw.length);
    }
    byte[] bytes = new byte[MULTICODEC_BYTES];
    bytes[0] = (byte) 0xed;
    bytes[1] = 1;
    System.arraycopy(raw, 0, bytes, 2, RAW_BYTES);
    return new PublicKey(bytes);
  }

  /**
   * From multicodec bytes.
   *
   * @throws SoulgraphException {@code author-invalid}
   */
  public static PublicKey ofMulticodec(byte[] bytes) {
    if (bytes.length != MULTICODEC_BYTES || bytes[0] != (byte) 0xed || bytes[1] != 1) {
      throw invalid("an author is ed01 and 32 bytes", bytes.length);
    }
    return new PublicKey(bytes.clone());
  }

  private static SoulgraphException invalid(String rule, int length) {
    return new SoulgraphException(Code.AUTHOR_INVALID, rule, length + " bytes");
  }

  /** The 34 multicodec bytes, a copy. */
  public byte[] multicodec() {
    return bytes.clone();
  }

  /** The 32 bytes of RFC 8032, a copy. */
  public byte[] raw() {
    return Arrays.copyOfRange(bytes, 2, MULTICODEC_BYTES);
  }

  /** {@code z6Mk…} */
  public String text() {
    String known = text;
    if (known == null) {
      known = "z" + Base58.encode(bytes);
      text = known;
    }
    return known;
  }

  /** As unsigned bytes: the second rung of the merge's ladder. */
  @Override
  public int compareTo(PublicKey other) {
    if (this == other) {
      return 0;
    }
    for (int i = 0; i < MULTICODEC_BYTES; i++) {
      int difference = (bytes[i] & 255) - (other.bytes[i] & 255);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof PublicKey key && Arrays.equals(key.bytes, bytes));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return text();
  }
}
