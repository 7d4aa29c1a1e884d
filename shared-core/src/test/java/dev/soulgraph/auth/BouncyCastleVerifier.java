package dev.soulgraph.auth;

import java.util.function.Consumer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Bouncy Castle clears the cofactor: it accepts an R with a small-order part, which others refuse.
 * So R, too, has to be of prime order.
 */
public final class BouncyCastleVerifier implements Verifier {
  @Override
  public void verify(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer) {
    answer.accept(
        Ed25519.validatePublicKeyFull(signature, 0)
            && Ed25519.verify(signature, 0, key, 0, message, 0, message.length));
  }
}
