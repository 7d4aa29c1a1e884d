package dev.soulgraph.seal;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;

/**
 * A proof of work over a commit, which a node may ask for: an extension of the seal, so it is found
 * before the seal is signed. SHA-256(challenge ‖ nonce) begins with so many zero bits, where the
 * challenge is SHA-256({@code "soulgraph work 1" ‖ 0x00 ‖ CBOR[network, size, root]}): one block to
 * hash a try. Who doesn't ask for it passes it on unread, so all take the commit.
 */
public final class Work {
  /** The extension's key: an odd one. */
  public static final int KEY = 3;

  /** No more is done, or asked for: some seconds in a page. */
  public static final int BITS_MAX = 24;

  private static final int NONCE_BYTES = 8;
  private static final byte[] DOMAIN = Utf8.encode("soulgraph work 1\0");

  /** The challenge, then the nonce. */
  private final byte[] tried = new byte[Hash.BYTES + NONCE_BYTES];

  private final int[] words = new int[Hash.BYTES / 4];
  private final Sha256 sha = new Sha256();

  Work(String network, int size, Hash root) {
    CborWriter out = new CborWriter();
    out.raw(DOMAIN).array(3).text(network).uint(size).bytes(root.bytes());
    System.arraycopy(Sha256.of(out.toBytes()).bytes(), 0, tried, 0, Hash.BYTES);
  }

  /** Tries up to so many nonces, each once; returns whether the last one has {@code bits}. */
  public boolean search(int bits, int tries) {
    for (int i = 0; i < tries; i++) {
      int at = tried.length;
      do {
        at--;
        tried[at]++;
      } while (tried[at] == 0 && at > Hash.BYTES);
      if (bits() >= bits) {
        return true;
      }
    }
    return false;
  }

  /** How many zero bits the present nonce earns, up to 32. */
  private int bits() {
    sha.reset().update(tried).finish().words(words, 0);
    return Integer.numberOfLeadingZeros(words[0]);
  }

  /** The bits that a refusal asks for; 0 where it is nothing that is done. */
  public static int asked(String value) {
    int bits = 0;
    for (int i = 0; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      bits = digit < 0 || digit > 9 ? BITS_MAX + 1 : Math.min(10 * bits + digit, BITS_MAX + 1);
    }
    return bits > 0 && bits <= BITS_MAX ? bits : 0;
  }

  /** {@code {3: nonce}}, for the seal. */
  public Extensions extensions() {
    CborWriter out = new CborWriter().map(1).uint(KEY);
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(tried, Hash.BYTES, nonce, 0, NONCE_BYTES);
    return new Extensions(out.bytes(nonce).toBytes());
  }

  /** The zero bits that a seal's proof has, up to 32; 0 where it has none. O(its extensions). */
  public static int bits(Seal seal, String network) {
    CborReader in = new CborReader(seal.extensions().cbor());
    for (int left = in.map(Extensions.MAX_ENTRIES); left > 0; left--) {
      if (in.uint(Long.MAX_VALUE) != KEY) {
        ValueCodec.pass(in);
        continue;
      }
      Work work = new Work(network, seal.size(), seal.root());
      try {
        System.arraycopy(in.bytesOf(NONCE_BYTES), 0, work.tried, Hash.BYTES, NONCE_BYTES);
      } catch (SoulgraphException e) {
        return 0;
      }
      return work.bits();
    }
    return 0;
  }
}
