package dev.soulgraph.sync;

import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;

/** First frames for tests that speak for one side themselves. */
public final class Handshake {
  private static final byte[] NONCE = new byte[Frame.NONCE_BYTES];

  private Handshake() {}

  public static Frame.Hello hello() {
    return hello(Frame.VERSION, "main");
  }

  static Frame.Hello hello(int version, String network) {
    return new Frame.Hello(
        new int[] {version},
        network,
        NONCE,
        World.BEGIN_MS,
        FrameCodec.FRAME_MAX_BYTES,
        "stranger");
  }

  /** A node's answer, proven by {@code signer} for the key of {@code claimed}. */
  public static Frame.Welcome welcome(
      int version, String network, byte[] clientNonce, Identity claimed, Identity signer) {
    byte[] message = HelloProof.message(network, clientNonce, NONCE, claimed.key());
    return new Frame.Welcome(
        version,
        network,
        NONCE,
        World.BEGIN_MS,
        FrameCodec.FRAME_MAX_BYTES,
        "stranger",
        Frame.Id.of(new byte[Frame.Id.BYTES]),
        Frame.Id.of(new byte[Frame.Id.BYTES]),
        claimed.key(),
        signer.sign(message));
  }
}
