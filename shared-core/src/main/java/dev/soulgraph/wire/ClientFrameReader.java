package dev.soulgraph.wire;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the frames that a client gets, from a peer who may be hostile: one, or one after the other,
 * which together may unfold to no more than one may. What only nodes get is apart, in {@link
 * FrameReader}, so that no page loads it.
 */
class ClientFrameReader {
  final CborReader in;
  final PartReader parts;

  ClientFrameReader(CborReader in, ChangeCodec changes) {
    this.in = in;
    this.parts = new PartReader(in, changes);
  }

  final Frame read() {
    int items = in.array(16);
    int type = in.intUpTo(Integer.MAX_VALUE);
    switch (type) {
      case FrameCodec.WELCOME:
        expect(items, 11);
        return readWelcome();
      case FrameCodec.CHANGES:
        expect(items, 5);
        return new Frame.Changes(reference(), in.uint(Long.MAX_VALUE), in.bool(), readParts());
      case FrameCodec.LEVEL:
        expect(items, 4);
        return new Frame.Level(reference(), in.uint(Long.MAX_VALUE), in.bool());
      case FrameCodec.RECONCILED:
        expect(items, 3);
        return new Frame.Reconciled(reference(), in.bytes(Integer.MAX_VALUE));
      case FrameCodec.FOUND:
        expect(items, 4);
        return new Frame.Found(reference(), in.bool(), readParts());
      case FrameCodec.ACK:
        expect(items, 3);
        return readAck();
      case FrameCodec.REFUSE:
        expect(items, 6);
        return new Frame.Refuse(
            Frame.About.values()[in.intUpTo(Frame.About.values().length - 1)],
            reference(),
            in.text(FrameCodec.TEXT_MAX_BYTES),
            in.text(FrameCodec.TEXT_MAX_BYTES),
            in.text(FrameCodec.TEXT_MAX_BYTES));
      case FrameCodec.PONG:
        expect(items, 3);
        return new Frame.Pong(reference(), in.uint(Long.MAX_VALUE));
      case FrameCodec.PRESENCE:
        expect(items, 8);
        return readPresence();
      case FrameCodec.PACKED:
        throw new SoulgraphException(Code.FRAME_MALFORMED, "packed frames aren't packed again", "");
      default:
        return readOther(type, items);
    }
  }

  /** A frame of another type. */
  Frame readOther(int type, int items) {
    throw type <= FrameCodec.TYPE_MAX
        ? new SoulgraphException(Code.FRAME_MALFORMED, "this frame is not for a client", "")
        : unknown(type);
  }

  static SoulgraphException unknown(int type) {
    return new SoulgraphException(
        Code.UNSUPPORTED, "a frame's type is known", Integer.toString(type));
  }

  static void expect(int found, int items) {
    if (found != items) {
      throw new SoulgraphException(
          Code.FRAME_MALFORMED, "this frame has " + items + " items", Integer.toString(found));
    }
  }

  final int reference() {
    return in.intUpTo(Integer.MAX_VALUE);
  }

  private Frame readWelcome() {
    return new Frame.Welcome(
        in.intUpTo(Integer.MAX_VALUE),
        Network.check(in.text(FrameCodec.TEXT_MAX_BYTES)),
        in.bytesOf(Frame.NONCE_BYTES),
        in.uint(Long.MAX_VALUE),
        frameLimit(),
        in.text(FrameCodec.TEXT_MAX_BYTES),
        readId(),
        readId(),
        PublicKey.ofMulticodec(in.bytesOf(PublicKey.MULTICODEC_BYTES)),
        in.bytesOf(Seal.SIGNATURE_BYTES));
  }

  private Frame readPresence() {
    return new Presence(
        PublicKey.ofMulticodec(in.bytesOf(PublicKey.MULTICODEC_BYTES)),
        readId(),
        in.uint(Long.MAX_VALUE - 1),
        Soul.of(in.text(FrameCodec.TEXT_MAX_BYTES)),
        in.nil() ? null : in.text(Presence.VALUE_MAX_BYTES),
        in.bytesOf(Seal.SIGNATURE_BYTES),
        in.bytes(Seal.SIGNATURE_BYTES));
  }

  final int frameLimit() {
    int limit = in.intUpTo(Integer.MAX_VALUE);
    if (limit < FrameCodec.FRAME_MIN_LIMIT_BYTES) {
      throw new SoulgraphException(
          Code.FRAME_MALFORMED,
          "a side takes frames of at least " + FrameCodec.FRAME_MIN_LIMIT_BYTES + " bytes",
          Integer.toString(limit));
    }
    return Math.min(limit, FrameCodec.FRAME_MAX_BYTES);
  }

  final Frame.Id readId() {
    return Frame.Id.of(in.bytesOf(Frame.Id.BYTES));
  }

  private List<Part> readParts() {
    int count = in.array(Integer.MAX_VALUE);
    List<Part> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(parts.read());
    }
    return found;
  }

  private Frame readAck() {
    int sequence = reference();
    int runs = in.array(Integer.MAX_VALUE);
    List<Frame.Verdicts> verdicts = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      in.arrayOf(2);
      int count = in.intUpTo(Integer.MAX_VALUE);
      if (in.isText()) {
        verdicts.add(new Frame.Verdicts(count, -1, in.text(FrameCodec.TEXT_MAX_BYTES)));
      } else {
        verdicts.add(new Frame.Verdicts(count, in.intUpTo(Outcome.values().length - 1), null));
      }
    }
    return new Frame.Ack(sequence, verdicts);
  }
}
