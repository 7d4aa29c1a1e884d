package dev.soulgraph.auth;

import java.util.function.Consumer;

/**
 * The port to Ed25519 (RFC 8032). Called only with what {@link SignatureRules} and {@link
 * AuthorKeys} have let through, and to be cofactorless on that.
 */
@FunctionalInterface
public interface Verifier {
  /**
   * @param key 32 bytes
   * @param signature 64 bytes
   * @param answer called once, at once or later, on the caller's thread
   */
  void verify(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer);
}
