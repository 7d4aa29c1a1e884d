package dev.soulgraph.auth;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The most that a provider may let through: S·B = R + k·A holds, and nothing else is asked. What
 * this accepts and replicas must not, the core has to refuse itself.
 */
public final class EquationVerifier implements Verifier {
  @Override
  public void verify(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer) {
    byte[] first = Arrays.copyOf(signature, 32);
    CurvePoint a = CurvePoint.decode(key);
    CurvePoint r = CurvePoint.decode(first);
    BigInteger s = CurvePoint.number(Arrays.copyOfRange(signature, 32, 64)).mod(CurvePoint.L);
    answer.accept(
        a != null
            && r != null
            && CurvePoint.BASE.times(s).equals(r.add(a.times(challenge(first, key, message)))));
  }

  /** k = SHA-512(R ‖ A ‖ message) modulo L. */
  public static BigInteger challenge(byte[] r, byte[] key, byte[] message) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-512");
      sha.update(r);
      sha.update(key);
      sha.update(message);
      return CurvePoint.number(sha.digest()).mod(CurvePoint.L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
