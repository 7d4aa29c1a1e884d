package dev.soulgraph.node.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.soulgraph.auth.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies with the Amazon Corretto Crypto Provider: native code, about twice as fast as Bouncy
 * Castle. It is cofactorless by itself. Thread-safe.
 */
public final class CorrettoVerifier implements Verifier {
  private static final String NAME = "Amazon Corretto Crypto Provider";
  private static final String ALGORITHM = "Ed25519";

  /** What stands before a key in its X.509 form. */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final AmazonCorrettoCryptoProvider provider;

  private CorrettoVerifier(AmazonCorrettoCryptoProvider provider) {
    this.provider = provider;
  }

  /** Null where its native code can't be loaded: it is there for Linux on x86-64 alone. */
  public static @Nullable CorrettoVerifier load() {
    // Without this its keys of this kind are left to the platform.
    System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      return provider.getLoadingError() == null ? new CorrettoVerifier(provider) : null;
    } catch (LinkageError e) {
      return null;
    }
  }

  @Override
  public void verify(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer) {
    answer.accept(holds(key, signature, message));
  }

  /** What the provider can't read doesn't hold. */
  private boolean holds(byte[] key, byte[] signature, byte[] message) {
    try {
      Signature verifying = Signature.getInstance(ALGORITHM, provider);
      verifying.initVerify(read(key));
      verifying.update(message);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PublicKey read(byte[] key) throws GeneralSecurityException {
    byte[] x509 = new byte[X509_PREFIX.length + key.length];
    System.arraycopy(X509_PREFIX, 0, x509, 0, X509_PREFIX.length);
    System.arraycopy(key, 0, x509, X509_PREFIX.length, key.length);
    return KeyFactory.getInstance(ALGORITHM, provider).generatePublic(new X509EncodedKeySpec(x509));
  }

  @Override
  public String toString() {
    return NAME;
  }
}
