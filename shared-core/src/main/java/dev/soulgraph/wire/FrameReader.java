package dev.soulgraph.wire;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.reconcile.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all frames: a node gets those of clients, and those of nodes that it follows. */
final class FrameReader extends ClientFrameReader {
  FrameReader(CborReader in, ChangeCodec changes) {
    super(in, changes);
  }

  @Override
  Frame readOther(int type, int items) {
    switch (type) {
      case FrameCodec.HELLO:
        expect(items, 8);
        return readHello();
      case FrameCodec.OPEN:
        expect(items, 5);
        return new Frame.Open(reference(), readScope(), FrameCodec.readCursor(in));
      case FrameCodec.CLOSE:
        expect(items, 2);
        return new Frame.Close(reference());
      case FrameCodec.COMMIT:
      case FrameCodec.OFFER:
        expect(items, 4);
        return new Frame.Commit(reference(), in.bool(), parts.read(), type == FrameCodec.OFFER);
      case FrameCodec.RECONCILE:
        expect(items, 4);
        return new Frame.Reconcile(
            reference(), in.uint(Long.MAX_VALUE), in.bytes(Integer.MAX_VALUE));
      case FrameCodec.FETCH:
        expect(items, 3);
        return readFetch();
      case FrameCodec.PING:
        expect(items, 2);
        return new Frame.Ping(reference());
      case FrameCodec.ATTEND:
        expect(items, 2);
        return new Attend(in.nil() ? null : Soul.of(in.text(FrameCodec.TEXT_MAX_BYTES)));
      default:
        throw unknown(type);
    }
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

  private Scope readScope() {
    Scope.Kind kind = Scope.Kind.values()[in.intUpTo(Scope.Kind.values().length - 1)];
    return new Scope(kind, in.text(FrameCodec.TEXT_MAX_BYTES));
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
}
