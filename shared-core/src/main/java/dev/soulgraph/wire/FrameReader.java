package dev.soulgraph.wire;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames from a peer who may be hostile: one, or one after the other, which together may
 * unfold to no more than one may.
 */
final class FrameReader {
  private final CborReader in;
  private final PartReader parts;

  FrameReader(CborReader in, ChangeCodec changes) {
    this.in = in;
    this.parts = new PartReader(in, changes);
  }

  Frame read() {
    int items = in.array(16);
    int type = in.intUpTo(Integer.MAX_VALUE);
    switch (type) {
      case FrameCodec.HELLO:
        expect(items, 8);
        return readHello();
      case FrameCodec.WELCOME:
        expect(items, 11);
        return readWelcome();
      case FrameCodec.OPEN:
        expect(items, 5);
        return new Frame.Open(reference(), readScope(), FrameCodec.readCursor(in));
      case FrameCodec.CLOSE:
        expect(items, 2);
        return new Frame.Close(reference());
      case FrameCodec.CHANGES:
        expect(items, 5);
        return readChanges();
      case FrameCodec.LEVEL:
        expect(items, 4);
        return new Frame.Level(reference(), in.uint(Long.MAX_VALUE), in.bool());
      case FrameCodec.COMMIT:
      case FrameCodec.OFFER:
        expect(items, 4);
        return new Frame.Commit(reference(), in.bool(), parts.read(), type == FrameCodec.OFFER);
      case FrameCodec.RECONCILE:
        expect(items, 4);
        return new Frame.Reconcile(
            reference(), in.uint(Long.MAX_VALUE), in.bytes(Integer.MAX_VALUE));
      case FrameCodec.RECONCILED:
        expect(items, 3);
        return new Frame.Reconciled(reference(), in.bytes(Integer.MAX_VALUE));
      case FrameCodec.FETCH:
        expect(items, 3);
        return readFetch();
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
      case FrameCodec.PING:
        expect(items, 2);
        return new Frame.Ping(reference());
      case FrameCodec.PONG:
        expect(items, 3);
        return new Frame.Pong(reference(), in.uint(Long.MAX_VALUE));
      case FrameCodec.PACKED:
        throw new SoulgraphException(Code.FRAME_MALFORMED, "packed frames aren't packed again", "");
      default:
        throw new SoulgraphException(
            Code.UNSUPPORTED, "a frame's type is known", Integer.toString(type));
    }
  }

  private static void expect(int found, int items) {
    if (found != items) {
      throw new SoulgraphException(
          Code.FRAME_MALFORMED, "this frame has " + items + " items", Integer.toString(found));
    }
  }

  private int reference() {
    return in.intUpTo(Integer.MAX_VALUE);
  }

  private Frame readHello() {
    int[] versions = new int[in.array(FrameCodec.VERSIONS_MAX)];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = in.intUpTo(Integer.MAX_VALUE);
    }
    return new Frame.Hello(
        versions,
        Network.check(in.text(FrameCodec.TEXT_MAX_BYTES)),
        in.bytesOf(Frame.NONCE_BYTES),
        in.uint(Long.MAX_VALUE),
        frameLimit(),
        in.text(FrameCodec.TEXT_MAX_BYTES),
        readPeer());
  }

  private Frame.@Nullable Opening readPeer() {
    if (in.nil()) {
      return null;
    }
    in.arrayOf(2);
    return new Frame.Opening(readId(), readId());
  }

  private int frameLimit() {
    int limit = in.intUpTo(Integer.MAX_VALUE);
    if (limit < FrameCodec.FRAME_MIN_LIMIT_BYTES) {
      throw new SoulgraphException(
          Code.FRAME_MALFORMED,
          "a side takes frames of at least " + FrameCodec.FRAME_MIN_LIMIT_BYTES + " bytes",
          Integer.toString(limit));
    }
    return Math.min(limit, FrameCodec.FRAME_MAX_BYTES);
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

  private Frame.Id readId() {
    return Frame.Id.of(in.bytesOf(Frame.Id.BYTES));
  }

  private Scope readScope() {
    Scope.Kind kind = Scope.Kind.values()[in.intUpTo(Scope.Kind.values().length - 1)];
    return new Scope(kind, in.text(FrameCodec.TEXT_MAX_BYTES));
  }

  private Frame readChanges() {
    return new Frame.Changes(reference(), in.uint(Long.MAX_VALUE), in.bool(), readParts());
  }

  private List<Part> readParts() {
    int count = in.array(Integer.MAX_VALUE);
    List<Part> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(parts.read());
    }
    return found;
  }

  private Frame readFetch() {
    int scope = reference();
    int count = in.array(Integer.MAX_VALUE);
    List<Frame.Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      in.arrayOf(3);
      Item from = readBound();
      Item to = readBound();
      wanted.add(new Frame.Wanted(from, to, List.of(PartReader.readHashes(in))));
    }
    return new Frame.Fetch(scope, wanted);
  }

  private Item readBound() {
    in.arrayOf(2);
    long state = in.uint(Long.MAX_VALUE);
    byte[] id = in.bytes(Hash.BYTES);
    return new Item(state, Hash.of(Arrays.copyOf(id, Hash.BYTES), 0));
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
