package org.bouncycastle.crypto;

import java.security.SecureRandom;

/**
 * Stands in for Bouncy Castle's class of this name when the browser modules are compiled. The
 * original drags in security providers, Diffie-Hellman parameters and loggers, which TeaVM doesn't
 * know.
 */
public final class CryptoServicesRegistrar {
  private CryptoServicesRegistrar() {}

  public static void checkConstraints(CryptoServiceProperties properties) {}

  public static SecureRandom getSecureRandom(SecureRandom given) {
    return given;
  }
}
