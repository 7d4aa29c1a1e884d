package dev.soulgraph.wire;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import java.util.Arrays;
import java.util.List;

/** Writes frames; {@link FrameReader} reads them. */
final class FrameWriter {
  private FrameWriter() {}

  static void write(CborWriter out, Frame frame) {
    if (frame instanceof Frame.Commit f) {
      out.array(4)
          .uint(f.offer() ? FrameCodec.OFFER : FrameCodec.COMMIT)
          .uint(f.sequence())
          .bool(f.more());
      PartCodec.write(out, f.part());
    } else if (frame instanceof Frame.Changes f) {
      out.array(5).uint(FrameCodec.CHANGES).uint(f.scope()).uint(f.number()).bool(f.more());
      writeParts(out, f.parts());
    } else if (frame instanceof Frame.Found f) {
      out.array(4).uint(FrameCodec.FOUND).uint(f.scope()).bool(f.more());
      writeParts(out, f.parts());
    } else if (frame instanceof Frame.Reconcile f) {
      out.array(4).uint(FrameCodec.RECONCILE).uint(f.scope()).uint(f.upper()).bytes(f.message());
    } else if (frame instanceof Frame.Reconciled f) {
      out.array(3).uint(FrameCodec.RECONCILED).uint(f.scope()).bytes(f.message());
    } else if (frame instanceof Frame.Fetch f) {
      writeFetch(out, f);
    } else if (frame instanceof Frame.Ack f) {
      writeAck(out, f);
    } else if (frame instanceof Frame.Open f) {
      writeOpen(out, f);
    } else if (frame instanceof Frame.Close f) {
      out.array(2).uint(FrameCodec.CLOSE).uint(f.scope());
    } else if (frame instanceof Frame.Level f) {
      out.array(4).uint(FrameCodec.LEVEL).uint(f.scope()).uint(f.number()).bool(f.whole());
    } else if (frame instanceof Frame.Refuse f) {
      out.array(6).uint(FrameCodec.REFUSE).uint(f.about().ordinal()).uint(f.reference());
      out.text(f.code()).text(f.rule()).text(f.value());
    } else if (frame instanceof Frame.Ping f) {
      out.array(2).uint(FrameCodec.PING).uint(f.token());
    } else if (frame instanceof Frame.Pong f) {
      out.array(3).uint(FrameCodec.PONG).uint(f.token()).uint(f.clockMs());
    } else if (frame instanceof Frame.Hello f) {
      writeHello(out, f);
    } else if (frame instanceof Frame.Welcome f) {
      writeWelcome(out, f);
    }
  }

  private static void writeParts(CborWriter out, List<Part> parts) {
    out.array(parts.size());
    for (Part part : parts) {
      PartCodec.write(out, part);
    }
  }

  private static void writeFetch(CborWriter out, Frame.Fetch f) {
    out.array(3).uint(FrameCodec.FETCH).uint(f.scope()).array(f.wanted().size());
    for (Frame.Wanted wanted : f.wanted()) {
      out.array(3);
      writeBound(out, wanted.from());
      writeBound(out, wanted.to());
      byte[] ids = new byte[wanted.ids().size() * Hash.BYTES];
      for (int i = 0; i < wanted.ids().size(); i++) {
        System.arraycopy(wanted.ids().get(i).bytes(), 0, ids, i * Hash.BYTES, Hash.BYTES);
      }
      out.bytes(ids);
    }
  }

  /** The id without the zeros at its end: bounds are mostly cut short. */
  private static void writeBound(CborWriter out, Item bound) {
    byte[] id = bound.id().bytes();
    int length = id.length;
    while (length > 0 && id[length - 1] == 0) {
      length--;
    }
    out.array(2).uint(bound.state()).bytes(Arrays.copyOf(id, length));
  }

  private static void writeHello(CborWriter out, Frame.Hello f) {
    out.array(8).uint(FrameCodec.HELLO).array(f.versions().length);
    for (int version : f.versions()) {
      out.uint(version);
    }
    out.text(f.network()).bytes(f.nonce()).uint(f.clockMs()).uint(f.frameMaxBytes());
    out.text(f.agent());
    Frame.Opening peer = f.peer();
    if (peer == null) {
      out.nil();
    } else {
      out.array(2).bytes(peer.store().bytes()).bytes(peer.run().bytes());
    }
  }

  private static void writeWelcome(CborWriter out, Frame.Welcome f) {
    out.array(11).uint(FrameCodec.WELCOME).uint(f.version()).text(f.network()).bytes(f.nonce());
    out.uint(f.clockMs()).uint(f.frameMaxBytes()).text(f.agent());
    out.bytes(f.store().bytes()).bytes(f.run().bytes());
    out.bytes(f.node().multicodec()).bytes(f.proof());
  }

  private static void writeOpen(CborWriter out, Frame.Open f) {
    out.array(5).uint(FrameCodec.OPEN).uint(f.scope()).uint(f.what().kind().ordinal());
    out.text(f.what().name());
    FrameCodec.writeCursor(out, f.since());
  }

  private static void writeAck(CborWriter out, Frame.Ack f) {
    out.array(3).uint(FrameCodec.ACK).uint(f.sequence()).array(f.verdicts().size());
    for (Frame.Verdicts run : f.verdicts()) {
      out.array(2).uint(run.count());
      if (run.code() == null) {
        out.uint(run.outcome());
      } else {
        out.text(run.code());
      }
    }
  }
}
