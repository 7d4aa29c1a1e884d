package dev.soulgraph.simulation;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Signer;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies in place of Ed25519, some hundred times faster, with real public keys: a
 * signature is a hash over the key's secret, which nobody but the notary knows.
 */
final class Notary {
  private static final int HALF = 32;
  private static final int SLOWEST_MS = 8;

  /** Whether a key is a good one doesn't depend on the world; it takes a while to find out. */
  private static final AuthorKeys KEYS = new AuthorKeys();

  /** Some points of prime order, as the gate wants them: the public keys of seeds like any. */
  private static final String[] POINTS = {
    "203152745c2f6021f6e8316a3d02504198cb9389beba0fcd6627ac4be547753c",
    "1144bc1057c9e47b20f4d4cb19a9e5143a9ead60f35690adc99dd3d864925d28",
    "977a7b3f67954098c476b2bed6d9164d35c3b1fe347a0a2c381f04163cf9cc8f",
    "1c34562e323c8a0e3c19ea560c8267ac230aa9aa3ee69c1272a7ecbf1eaea812",
    "f8b920d149c1701fbe9343385091ce35d4bde5189e6b868b102e8a34732aa08f",
    "d338e442d32e965699ab8021468b882e09e02ebd255450aef6c235d64ee0bbfe",
    "c30a43c0296de4370de46eebb6e64d1694affc7e16ff474d2449090da4621635",
    "223e85975138b68f8c4066e576526900d3fb04585980c5a786dfd301a876a6a0",
    "4d7b845d25acc8184207c5dca18cd17b276f1906febbaff3f0aef9dca6dbdead",
    "c3e532f5bf28f18b99591043a860e6d6642633353970e0567467cf387d0051ef",
    "d890cae520fe33046e24b82578525bc78cc0fb9ebb17eb5cdc083f22fc0172fa",
    "3cfd6a50ba347984a7b2d1b24728bd3eebefaf4193ec94ff98da7b0b96b217c4",
  };

  private final Timeline timeline;
  private final Map<String, PublicKey> names = new TreeMap<>();
  private final Map<PublicKey, byte[]> secrets = new TreeMap<>();
  private final MessageDigest sha256 = Trace.sha256();

  Notary(Timeline timeline) {
    this.timeline = timeline;
  }

  AuthorKeys keys() {
    return KEYS;
  }

  PublicKey key(String name) {
    PublicKey known = names.get(name);
    if (known != null) {
      return known;
    }
    PublicKey key = PublicKey.ofRaw(Hex.decode(POINTS[names.size()]));
    names.put(name, key);
    secrets.put(key, Utf8.encode("secret of " + name));
    return key;
  }

  byte[] sign(PublicKey key, byte[] message) {
    byte[] secret = secrets.get(key);
    if (secret == null) {
      throw new IllegalArgumentException("nobody's key: " + key.text());
    }
    sha256.update(secret);
    byte[] hash = sha256.digest(message);
    byte[] signature = new byte[2 * HALF];
    for (int i = 0; i < HALF; i++) {
      signature[i] = hash[i];
      signature[HALF + i] = (byte) ~hash[i];
    }
    // The first half is a canonical y, the second lies below the group's order.
    signature[HALF - 1] &= 0x3f;
    signature[2 * HALF - 1] &= 0x0f;
    return signature;
  }

  private boolean valid(byte[] rawKey, byte[] signature, byte[] message) {
    PublicKey key = PublicKey.ofRaw(rawKey);
    return secrets.containsKey(key) && Arrays.equals(sign(key, message), signature);
  }

  /** As a node's checking threads do: the answer is there when the frame is handed on. */
  Verifier verifier() {
    return (key, signature, message, answer) -> answer.accept(valid(key, signature, message));
  }

  /** As a browser's: the answers come later, and not in the order of the questions. */
  Verifier verifier(Dice dice) {
    return (key, signature, message, answer) -> {
      boolean valid = valid(key, signature, message);
      timeline.after(dice.below(SLOWEST_MS), () -> answer.accept(valid));
    };
  }

  Signer signer(PublicKey author, Dice dice) {
    return new Signer() {
      @Override
      public PublicKey author() {
        return author;
      }

      @Override
      public void sign(byte[] message, Consumer<byte @Nullable []> answer) {
        byte[] signature = Notary.this.sign(author, message);
        timeline.after(dice.below(SLOWEST_MS), () -> answer.accept(signature));
      }
    };
  }
}
