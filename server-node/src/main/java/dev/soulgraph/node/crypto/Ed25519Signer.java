package dev.soulgraph.node.crypto;

import dev.soulgraph.auth.Signer;
import dev.soulgraph.graph.PublicKey;
import java.util.function.Consumer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Signs with a seed held in memory. May be used by several threads. */
public final class Ed25519Signer implements Signer {
  public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final byte[] raw = new byte[Ed25519.PUBLIC_KEY_SIZE];
  private final PublicKey author;

  /**
   * @param seed 32 bytes
   */
  public Ed25519Signer(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes: " + seed.length);
    }
    this.seed = seed.clone();
    Ed25519.generatePublicKey(this.seed, 0, raw, 0);
    author = PublicKey.ofRaw(raw);
  }

  @Override
  public PublicKey author() {
    return author;
  }

  /** The 64 bytes of a signature. */
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, raw, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public void sign(byte[] message, Consumer<byte @Nullable []> answer) {
    answer.accept(sign(message));
  }
}
