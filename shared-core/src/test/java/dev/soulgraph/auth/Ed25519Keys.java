package dev.soulgraph.auth;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Seal;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A key pair from its seed (RFC 8032). */
public record Ed25519Keys(byte[] seed, PublicKey author) {
  public static Ed25519Keys of(byte[] seed) {
    byte[] raw = new byte[PublicKey.RAW_BYTES];
    Ed25519.generatePublicKey(seed, 0, raw, 0);
    return new Ed25519Keys(seed, PublicKey.ofRaw(raw));
  }

  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Seal.SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }
}
