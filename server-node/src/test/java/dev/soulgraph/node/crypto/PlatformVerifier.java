package dev.soulgraph.node.crypto;

import dev.soulgraph.auth.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/** A provider of the Java platform, as it is: nothing is checked but what it checks itself. */
public final class PlatformVerifier implements Verifier {
  /** What stands before a key in its X.509 form. */
  private static final String X509_PREFIX = "302a300506032b6570032100";

  private final Provider provider;

  private PlatformVerifier(Provider provider) {
    this.provider = provider;
  }

  public static Verifier sunEc() {
    return new PlatformVerifier(Objects.requireNonNull(Security.getProvider("SunEC")));
  }

  @Override
  public void verify(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer) {
    answer.accept(holds(key, signature, message));
  }

  /** A key or a signature that the provider can't read is refused by it. */
  private boolean holds(byte[] key, byte[] signature, byte[] message) {
    try {
      Signature verifying = Signature.getInstance("Ed25519", provider);
      verifying.initVerify(read(key));
      verifying.update(message);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PublicKey read(byte[] key) throws GeneralSecurityException {
    byte[] x509 = HexFormat.of().parseHex(X509_PREFIX + HexFormat.of().formatHex(key));
    return KeyFactory.getInstance("Ed25519", provider).generatePublic(new X509EncodedKeySpec(x509));
  }
}
