package dev.soulgraph.testing;

import dev.soulgraph.auth.Signer;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** An author's or a node's real key, made from a name. */
public final class Identity {
  private static final Map<String, Identity> KNOWN = new ConcurrentHashMap<>();
  private static final Map<Hash, Boolean> VERDICTS = new ConcurrentHashMap<>();

  private final byte[] seed;
  private final PublicKey key;

  private Identity(String name) {
    seed = Sha256.of(Utf8.encode(name)).bytes();
    byte[] raw = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, raw, 0);
    key = PublicKey.ofRaw(raw);
  }

  public static Identity of(String name) {
    return KNOWN.computeIfAbsent(name, Identity::new);
  }

  public PublicKey key() {
    return key;
  }

  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** Signs at the world's pace. */
  public Signer signer(World world) {
    return new Signer() {
      @Override
      public PublicKey author() {
        return key;
      }

      @Override
      public void sign(byte[] message, Consumer<byte @Nullable []> answer) {
        byte[] signature = Identity.this.sign(message);
        world.soon(() -> answer.accept(signature));
      }
    };
  }

  /** Verifies at the world's pace. A verdict is a function of its input, and remembered. */
  public static Verifier verifier(World world) {
    return (key, signature, message, answer) -> {
      boolean valid = valid(key, signature, message);
      world.soon(() -> answer.accept(valid));
    };
  }

  private static boolean valid(byte[] key, byte[] signature, byte[] message) {
    Sha256 sha = new Sha256();
    sha.update(key);
    sha.update(signature);
    sha.update(message);
    return VERDICTS.computeIfAbsent(
        sha.finish(),
        hash ->
            Ed25519.verify(signature, 0, key, 0, message, 0, message.length)
                && Ed25519.validatePublicKeyFull(signature, 0));
  }
}
