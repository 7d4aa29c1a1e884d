package dev.soulgraph.browser;

import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.sync.HelloVectors;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** A node's first frame, for a client whose nonce is known. */
final class Greeting {
  /** What the client's hello carries. */
  static final byte[] NONCE = new byte[Frame.NONCE_BYTES];

  private Greeting() {}

  /** By the JDK's own Ed25519: Bouncy Castle can't be loaded beside this module's classes. */
  static byte[] welcome() throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] x509 = keys.getPublic().getEncoded();
    PublicKey node =
        PublicKey.ofRaw(Arrays.copyOfRange(x509, x509.length - PublicKey.RAW_BYTES, x509.length));
    Signature signing = Signature.getInstance("Ed25519");
    signing.initSign(keys.getPrivate());
    signing.update(HelloVectors.message(Network.DEFAULT, NONCE, NONCE, node));
    Frame.Id id = Frame.Id.of(new byte[Frame.Id.BYTES]);
    return FrameCodec.encode(
        new Frame.Welcome(
            Frame.VERSION,
            Network.DEFAULT,
            NONCE,
            System.currentTimeMillis(),
            FrameCodec.FRAME_MAX_BYTES,
            "test",
            id,
            id,
            node,
            signing.sign()));
  }
}
