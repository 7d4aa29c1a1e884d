package dev.soulgraph.browser;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Uint8Array;

/** Signatures for pages that have no WebCrypto, which plain HTTP takes from them. */
public final class Ed25519Module {
  private static byte[] lastValidKey = new byte[0];

  private Ed25519Module() {}

  @JSExport
  public static Uint8Array publicKey(byte[] seed) {
    require(seed.length == Ed25519.SECRET_KEY_SIZE, "a seed has 32 bytes");
    var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return Bytes.toJs(key);
  }

  @JSExport
  public static Uint8Array sign(byte[] seed, byte[] message) {
    require(seed.length == Ed25519.SECRET_KEY_SIZE, "a seed has 32 bytes");
    var signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return Bytes.toJs(signature);
  }

  /**
   * The verdict of a cofactorless verification. Bouncy Castle clears the cofactor and so accepts
   * what every other provider refuses: a key or an R with a part of small order. Both are therefore
   * checked for prime order, the key only when it isn't the last one's.
   */
  @JSExport
  public static boolean verify(byte[] key, byte[] signature, byte[] message) {
    return key.length == Ed25519.PUBLIC_KEY_SIZE
        && signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, key, 0, message, 0, message.length)
        && Ed25519.validatePublicKeyFull(signature, 0)
        && isPrimeOrder(key);
  }

  private static boolean isPrimeOrder(byte[] key) {
    if (Arrays.equals(key, lastValidKey)) {
      return true;
    }
    boolean valid = Ed25519.validatePublicKeyFull(key, 0);
    if (valid) {
      lastValidKey = key.clone();
    }
    return valid;
  }

  private static void require(boolean lawful, String rule) {
    if (!lawful) {
      throw new IllegalArgumentException(rule);
    }
  }
}
