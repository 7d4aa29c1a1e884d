package dev.soulgraph.node.http;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the node proves itself with to browsers: a chain and its key, two PEM files, read again when
 * they change. Where what they hold then is no good, the old ones go on.
 */
public final class Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final int FILE_MAX_BYTES = 1 << 20;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final char[] NO_PASSWORD = new char[0];

  private final Path chain;
  private final Path key;
  private KeyStore store;
  private String seen;

  /** At the last tick: who is still writing a file isn't read halfway. */
  private String last;

  /**
   * @throws SoulgraphException {@code input-invalid}, naming the file
   */
  public Certificates(Path chain, Path key) {
    this.chain = chain;
    this.key = key;
    seen = stamp();
    last = seen;
    store = read();
  }

  /** A key and its chain, under an empty password. */
  synchronized KeyStore keyStore() {
    return store;
  }

  /**
   * To be called about once a second, by one thread.
   *
   * @return whether {@link #keyStore} has become another
   */
  boolean tick() {
    String now = stamp();
    boolean still = now.equals(last);
    last = now;
    if (now.equals(seen) || !still) {
      return false;
    }
    seen = now;
    try {
      KeyStore renewed = read();
      synchronized (this) {
        store = renewed;
      }
      LOG.info("The certificate was read again from {}", chain);
      return true;
    } catch (SoulgraphException e) {
      LOG.error("The certificate stays as it was: {}", e.getMessage());
      return false;
    }
  }

  private String stamp() {
    return stamp(chain) + stamp(key);
  }

  private static String stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file) + " ";
    } catch (IOException e) {
      return "absent ";
    }
  }

  private KeyStore read() {
    Certificate[] certificates = chain();
    PublicKey certified = certificates[0].getPublicKey();
    PrivateKey secret = key(certified.getAlgorithm());
    try {
      if (!fits(certified, secret)) {
        throw invalid("--tls-key is the key of the first certificate of --tls-cert", key);
      }
      KeyStore made = KeyStore.getInstance("PKCS12");
      made.load(null, NO_PASSWORD);
      made.setKeyEntry("node", secret, NO_PASSWORD, certificates);
      return made;
    } catch (GeneralSecurityException | IOException e) {
      throw invalid("--tls-cert and --tls-key are of a kind that Java knows", chain);
    }
  }

  private Certificate[] chain() {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(chain)));
      if (found.isEmpty()) {
        throw invalid("--tls-cert holds certificates in PEM", chain);
      }
      Certificate[] certificates = found.toArray(new Certificate[0]);
      if (certificates[0] instanceof X509Certificate first) {
        first.checkValidity();
      }
      return certificates;
    } catch (CertificateExpiredException e) {
      throw invalid("a certificate is not past its end", chain);
    } catch (CertificateNotYetValidException e) {
      throw invalid("a certificate has begun to be valid", chain);
    } catch (GeneralSecurityException e) {
      throw invalid("--tls-cert holds certificates in PEM", chain);
    }
  }

  private PrivateKey key(String algorithm) {
    String pem = new String(bytes(key), StandardCharsets.US_ASCII);
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw invalid(
          "--tls-key holds BEGIN PRIVATE KEY (openssl pkcs8 -topk8 -nocrypt makes it of others)",
          key);
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (IllegalArgumentException | InvalidKeySpecException e) {
      throw invalid("--tls-key holds a key of the kind that --tls-cert names", key);
    } catch (GeneralSecurityException e) {
      throw invalid("--tls-key is of a kind that Java knows", key);
    }
  }

  private static boolean fits(PublicKey certified, PrivateKey secret)
      throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    byte[] message = {1};
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(message);
    return signature.verify(signed);
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > FILE_MAX_BYTES) {
        throw invalid("a PEM file has at most " + FILE_MAX_BYTES + " bytes", file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw invalid("a PEM file can be read: " + e.getClass().getSimpleName(), file);
    }
  }

  private static SoulgraphException invalid(String rule, Path file) {
    return new SoulgraphException(Code.INPUT_INVALID, rule, file.toString());
  }
}
