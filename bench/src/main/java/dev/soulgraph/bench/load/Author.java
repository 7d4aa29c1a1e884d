package dev.soulgraph.bench.load;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.crypto.CorrettoVerifier;
import dev.soulgraph.node.crypto.Ed25519Signer;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Signs commits before they are needed, four times as fast as the node's own signer where it can.
 */
final class Author {
  static final String NETWORK = "main";
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final Ed25519Signer plain;
  private final @Nullable PrivateKey fast;
  private final Random random;
  private final int number;
  private long lastState;

  /**
   * @param number tells authors and what they write apart
   */
  Author(int number) {
    this.number = number;
    random = new Random(number);
    byte[] seed = new byte[Ed25519Signer.SEED_BYTES];
    random.nextBytes(seed);
    plain = new Ed25519Signer(seed);
    fast = CorrettoVerifier.load() == null ? null : key(seed);
  }

  private static PrivateKey key(byte[] seed) {
    byte[] pkcs8 = new byte[PKCS8_PREFIX.length + seed.length];
    System.arraycopy(PKCS8_PREFIX, 0, pkcs8, 0, PKCS8_PREFIX.length);
    System.arraycopy(seed, 0, pkcs8, PKCS8_PREFIX.length, seed.length);
    try {
      return KeyFactory.getInstance("Ed25519", AmazonCorrettoCryptoProvider.INSTANCE)
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  int number() {
    return number;
  }

  PublicKey key() {
    return plain.author();
  }

  byte[] sign(byte[] message) {
    PrivateKey key = fast;
    if (key == null) {
      return plain.sign(message);
    }
    try {
      Signature signing = Signature.getInstance("Ed25519", AmazonCorrettoCryptoProvider.INSTANCE);
      signing.initSign(key);
      signing.update(message);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A property's next value; each call is later than the ones before. */
  Change change(String soul, String property) {
    lastState = Math.max(lastState + 1, System.currentTimeMillis() << 16);
    byte[] noise = new byte[12];
    random.nextBytes(noise);
    Value value = new Value.Text("value " + HexFormat.of().formatHex(noise));
    return new Change(key(), lastState, Soul.of(soul), property, value, Extensions.NONE);
  }

  Part seal(List<Change> changes) {
    Commit commit = new Commit(key(), changes);
    return commit.sealed(sign(commit.message(NETWORK)));
  }

  static byte[] frame(int sequence, Part part) {
    return FrameCodec.encode(new Frame.Commit(sequence, false, part));
  }

  /**
   * Frames of commits, numbered from 1.
   *
   * @param prefix of the souls, each written once
   */
  List<byte[]> frames(String prefix, int commits, int changesEach) {
    List<byte[]> frames = new ArrayList<>(commits);
    for (int i = 0; i < commits; i++) {
      List<Change> changes = new ArrayList<>(changesEach);
      for (int k = 0; k < changesEach; k++) {
        changes.add(change(prefix + "/" + number + "-" + (i * changesEach + k), "name"));
      }
      frames.add(frame(i + 1, seal(changes)));
    }
    return frames;
  }
}
