package dev.soulgraph.bench;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.node.crypto.Ed25519Signer;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.List;

/** A node's end of a page's WebSocket: proves a key, answers pings, and has nothing to send. */
final class PlayedRelay {
  private static final byte[] PROOF_DOMAIN = Utf8.encode("soulgraph hello 1\0");

  private final Ed25519Signer key = new Ed25519Signer(new byte[Ed25519Signer.SEED_BYTES]);
  private final FrameCodec codec = new FrameCodec();

  /** What the node answers to one frame of a page. */
  List<byte[]> answers(byte[] frame) {
    Frame asked = codec.decode(frame);
    if (asked instanceof Frame.Hello hello) {
      return List.of(FrameCodec.encode(welcome(hello)));
    }
    if (asked instanceof Frame.Ping ping) {
      return List.of(FrameCodec.encode(new Frame.Pong(ping.token(), System.currentTimeMillis())));
    }
    return List.of();
  }

  private Frame welcome(Frame.Hello hello) {
    byte[] nonce = new byte[Frame.NONCE_BYTES];
    CborWriter proof = new CborWriter();
    proof.raw(PROOF_DOMAIN).array(4).text(hello.network()).bytes(hello.nonce()).bytes(nonce);
    proof.bytes(key.author().multicodec());
    Frame.Id id = Frame.Id.of(new byte[Frame.Id.BYTES]);
    return new Frame.Welcome(
        Frame.VERSION,
        hello.network(),
        nonce,
        System.currentTimeMillis(),
        FrameCodec.FRAME_MAX_BYTES,
        "bench",
        id,
        id,
        key.author(),
        key.sign(proof.toBytes()));
  }

  /** A commit as live frames of at most so many bytes each, cut as a node cuts it. */
  static List<byte[]> frames(Part commit, int frameMaxBytes) {
    byte[] whole = frame(commit, false);
    if (whole.length <= frameMaxBytes) {
      return List.of(whole);
    }
    List<Part> pieces = Cut.pieces(commit, PartCodec::bound, frameMaxBytes);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      frames.add(frame(pieces.get(i), i + 1 < pieces.size()));
    }
    return frames;
  }

  private static byte[] frame(Part part, boolean more) {
    return FrameCodec.encode(new Frame.Changes(Frame.Changes.LIVE, 1, more, List.of(part)));
  }
}
