package dev.soulgraph.node.crypto;

import dev.soulgraph.auth.Verifier;
import java.util.function.Consumer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies with Bouncy Castle, which clears the cofactor: it accepts an R with a torsion part,
 * which WebCrypto, Corretto and OpenSSL refuse. So R must be of prime order too; with a key of
 * prime order, which the core has seen to, both equations then say the same. Thread-safe.
 */
public final class BouncyCastleVerifier implements Verifier {
  private static final String NAME = "Bouncy Castle";

  @Override
  public void verify(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer) {
    answer.accept(holds(key, signature, message));
  }

  private static boolean holds(byte[] key, byte[] signature, byte[] message) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && key.length == Ed25519.PUBLIC_KEY_SIZE
        && Ed25519.verify(signature, 0, key, 0, message, 0, message.length)
        && Ed25519.validatePublicKeyFull(signature, 0);
  }

  @Override
  public String toString() {
    return NAME;
  }
}
