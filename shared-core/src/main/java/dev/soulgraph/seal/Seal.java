package dev.soulgraph.seal;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;

/**
 * One author's signature for the changes of a commit: over {@code "soulgraph seal 1" ‖ 0x00 ‖
 * CBOR[network, size, root, extensions]}. Evidence, not replica state: any valid seal of a change
 * serves.
 *
 * @param size the number of leaves, 1 to 2^20
 * @param signature 64 bytes, Ed25519
 */
public record Seal(PublicKey author, int size, Hash root, Extensions extensions, byte[] signature) {
  public static final int SIGNATURE_BYTES = 64;
  private static final byte[] DOMAIN = Utf8.encode("soulgraph seal 1\0");

  /** What the author signs. */
  public byte[] message(String network) {
    return message(network, size, root, extensions);
  }

  /**
   * Tells trees apart. A root alone doesn't: two authors may sign one root, each showing the leaves
   * that are their own, and one author may sign it under two sizes.
   */
  public Hash identity() {
    CborWriter out = new CborWriter();
    out.raw(author.multicodec()).uint(size).raw(root.bytes());
    return Sha256.of(out.toBytes());
  }

  public static byte[] message(String network, int size, Hash root, Extensions extensions) {
    CborWriter out = new CborWriter();
    out.raw(DOMAIN).array(4).text(network).uint(size).bytes(root.bytes()).raw(extensions.cbor());
    return out.toBytes();
  }
}
