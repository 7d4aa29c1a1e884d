package dev.soulgraph.node.crypto;

import dev.soulgraph.auth.Verifier;
import java.util.function.Consumer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies at once, on the caller's thread. Bouncy Castle clears the cofactor, and so accepts an R
 * with a torsion part that other providers refuse. Replicas must agree, so R has to be of prime
 * order too; the core has seen to the author's key.
 */
public final class Ed25519Verifier implements Verifier {
  /** Whether the signature holds and is one that every provider accepts. */
  public static boolean holds(byte[] key, byte[] signature, byte[] message) {
    return Ed25519.verify(signature, 0, key, 0, message, 0, message.length)
        && Ed25519.validatePublicKeyFull(signature, 0);
  }

  @Override
  public void verify(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer) {
    answer.accept(holds(key, signature, message));
  }
}
