package dev.soulgraph.wire;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames as deterministic CBOR arrays that begin with their type. Not thread-safe. */
public final class FrameCodec {
  /** What a frame may weigh unless the other side's hello says less. */
  public static final int FRAME_MAX_BYTES = 1 << 20;

  /** Below this no side may set its limit: a single change with its proof must fit. */
  public static final int FRAME_MIN_LIMIT_BYTES = 96 * 1024;

  static final int HELLO = 0;
  static final int WELCOME = 1;
  static final int OPEN = 2;
  static final int CLOSE = 3;
  static final int CHANGES = 4;
  static final int LEVEL = 5;
  static final int COMMIT = 6;
  static final int ACK = 7;
  static final int REFUSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int TEXT_MAX_BYTES = 1024;
  private static final int VERSIONS_MAX = 16;

  private final ChangeCodec changes = new ChangeCodec();

  public static byte[] encode(Frame frame) {
    CborWriter out = new CborWriter();
    if (frame instanceof Frame.Commit f) {
      out.array(4).uint(COMMIT).uint(f.sequence()).bool(f.more());
      PartCodec.write(out, f.part());
    } else if (frame instanceof Frame.Changes f) {
      out.array(5).uint(CHANGES).uint(f.scope()).uint(f.number()).bool(f.more());
      out.array(f.parts().size());
      for (Part part : f.parts()) {
        PartCodec.write(out, part);
      }
    } else if (frame instanceof Frame.Ack f) {
      writeAck(out, f);
    } else if (frame instanceof Frame.Open f) {
      writeOpen(out, f);
    } else if (frame instanceof Frame.Close f) {
      out.array(2).uint(CLOSE).uint(f.scope());
    } else if (frame instanceof Frame.Level f) {
      out.array(3).uint(LEVEL).uint(f.scope()).uint(f.number());
    } else if (frame instanceof Frame.Refuse f) {
      out.array(6).uint(REFUSE).uint(f.about().ordinal()).uint(f.reference());
      out.text(f.code()).text(f.rule()).text(f.value());
    } else if (frame instanceof Frame.Ping f) {
      out.array(2).uint(PING).uint(f.token());
    } else if (frame instanceof Frame.Pong f) {
      out.array(3).uint(PONG).uint(f.token()).uint(f.clockMs());
    } else if (frame instanceof Frame.Hello f) {
      writeHello(out, f);
    } else if (frame instanceof Frame.Welcome f) {
      writeWelcome(out, f);
    }
    return out.toBytes();
  }

  /** A part alone, for stores; of any size. */
  public static byte[] encodePart(Part part) {
    CborWriter out = new CborWriter();
    PartCodec.write(out, part);
    return out.toBytes();
  }

  /** From {@link #encodePart}; the store is trusted for its size. */
  public static Part decodePart(byte[] bytes) {
    CborReader in = new CborReader(bytes);
    Part part = new PartReader(in, new ChangeCodec()).unbounded().read();
    in.finish();
    return part;
  }

  private static void writeHello(CborWriter out, Frame.Hello f) {
    out.array(7).uint(HELLO).array(f.versions().length);
    for (int version : f.versions()) {
      out.uint(version);
    }
    out.text(f.network()).bytes(f.nonce()).uint(f.clockMs()).uint(f.frameMaxBytes());
    out.text(f.agent());
  }

  private static void writeWelcome(CborWriter out, Frame.Welcome f) {
    out.array(11).uint(WELCOME).uint(f.version()).text(f.network()).bytes(f.nonce());
    out.uint(f.clockMs()).uint(f.frameMaxBytes()).text(f.agent());
    out.bytes(f.store().bytes()).bytes(f.run().bytes());
    out.bytes(f.node().multicodec()).bytes(f.proof());
  }

  private static void writeOpen(CborWriter out, Frame.Open f) {
    out.array(5).uint(OPEN).uint(f.scope()).uint(f.what().kind().ordinal());
    out.text(f.what().name());
    writeCursor(out, f.since());
  }

  /** A cursor, or null. */
  public static void writeCursor(CborWriter out, Frame.@Nullable Cursor cursor) {
    if (cursor == null) {
      out.nil();
    } else {
      out.array(3).bytes(cursor.store().bytes()).bytes(cursor.run().bytes());
      out.uint(cursor.number());
    }
  }

  private static void writeAck(CborWriter out, Frame.Ack f) {
    out.array(3).uint(ACK).uint(f.sequence()).array(f.verdicts().size());
    for (Frame.Verdicts run : f.verdicts()) {
      out.array(2).uint(run.count());
      if (run.code() == null) {
        out.uint(run.outcome());
      } else {
        out.text(run.code());
      }
    }
  }

  /**
   * Reads one frame and computes the ids of the changes in it.
   *
   * @throws SoulgraphException naming what is wrong with it
   */
  public Frame decode(byte[] bytes) {
    if (bytes.length > FRAME_MAX_BYTES) {
      throw new SoulgraphException(
          Code.FRAME_TOO_LARGE,
          "a frame has at most " + FRAME_MAX_BYTES + " bytes",
          bytes.length + " bytes");
    }
    CborReader in = new CborReader(bytes);
    int items = in.array(16);
    int type = in.intUpTo(Integer.MAX_VALUE);
    Frame frame = read(in, type, items);
    in.finish();
    return frame;
  }

  private Frame read(CborReader in, int type, int items) {
    switch (type) {
      case HELLO:
        expect(items, 7);
        return readHello(in);
      case WELCOME:
        expect(items, 11);
        return readWelcome(in);
      case OPEN:
        expect(items, 5);
        return new Frame.Open(reference(in), readScope(in), readCursor(in));
      case CLOSE:
        expect(items, 2);
        return new Frame.Close(reference(in));
      case CHANGES:
        expect(items, 5);
        return readChanges(in);
      case LEVEL:
        expect(items, 3);
        return new Frame.Level(reference(in), in.uint(Long.MAX_VALUE));
      case COMMIT:
        expect(items, 4);
        return new Frame.Commit(reference(in), in.bool(), new PartReader(in, changes).read());
      case ACK:
        expect(items, 3);
        return readAck(in);
      case REFUSE:
        expect(items, 6);
        return new Frame.Refuse(
            Frame.About.values()[in.intUpTo(Frame.About.values().length - 1)],
            reference(in),
            in.text(TEXT_MAX_BYTES),
            in.text(TEXT_MAX_BYTES),
            in.text(TEXT_MAX_BYTES));
      case PING:
        expect(items, 2);
        return new Frame.Ping(reference(in));
      case PONG:
        expect(items, 3);
        return new Frame.Pong(reference(in), in.uint(Long.MAX_VALUE));
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

  private static int reference(CborReader in) {
    return in.intUpTo(Integer.MAX_VALUE);
  }

  private static Frame readHello(CborReader in) {
    int[] versions = new int[in.array(VERSIONS_MAX)];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = in.intUpTo(Integer.MAX_VALUE);
    }
    return new Frame.Hello(
        versions,
        Network.check(in.text(TEXT_MAX_BYTES)),
        in.bytesOf(Frame.NONCE_BYTES),
        in.uint(Long.MAX_VALUE),
        frameLimit(in),
        in.text(TEXT_MAX_BYTES));
  }

  private static int frameLimit(CborReader in) {
    int limit = in.intUpTo(Integer.MAX_VALUE);
    if (limit < FRAME_MIN_LIMIT_BYTES) {
      throw new SoulgraphException(
          Code.FRAME_MALFORMED,
          "a side takes frames of at least " + FRAME_MIN_LIMIT_BYTES + " bytes",
          Integer.toString(limit));
    }
    return Math.min(limit, FRAME_MAX_BYTES);
  }

  private static Frame readWelcome(CborReader in) {
    return new Frame.Welcome(
        in.intUpTo(Integer.MAX_VALUE),
        Network.check(in.text(TEXT_MAX_BYTES)),
        in.bytesOf(Frame.NONCE_BYTES),
        in.uint(Long.MAX_VALUE),
        frameLimit(in),
        in.text(TEXT_MAX_BYTES),
        readId(in),
        readId(in),
        PublicKey.ofMulticodec(in.bytesOf(PublicKey.MULTICODEC_BYTES)),
        in.bytesOf(Seal.SIGNATURE_BYTES));
  }

  private static Frame.Id readId(CborReader in) {
    return Frame.Id.of(in.bytesOf(Frame.Id.BYTES));
  }

  private static Scope readScope(CborReader in) {
    Scope.Kind kind = Scope.Kind.values()[in.intUpTo(Scope.Kind.values().length - 1)];
    return new Scope(kind, in.text(TEXT_MAX_BYTES));
  }

  public static Frame.@Nullable Cursor readCursor(CborReader in) {
    if (in.nil()) {
      return null;
    }
    in.arrayOf(3);
    return new Frame.Cursor(readId(in), readId(in), in.uint(Long.MAX_VALUE));
  }

  private Frame readChanges(CborReader in) {
    int scope = reference(in);
    long number = in.uint(Long.MAX_VALUE);
    boolean more = in.bool();
    int count = in.array(Integer.MAX_VALUE);
    List<Part> parts = new ArrayList<>();
    PartReader reader = new PartReader(in, changes);
    for (int i = 0; i < count; i++) {
      parts.add(reader.read());
    }
    return new Frame.Changes(scope, number, more, parts);
  }

  private static Frame readAck(CborReader in) {
    int sequence = reference(in);
    int runs = in.array(Integer.MAX_VALUE);
    List<Frame.Verdicts> verdicts = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      in.arrayOf(2);
      int count = in.intUpTo(Integer.MAX_VALUE);
      if (in.isText()) {
        verdicts.add(new Frame.Verdicts(count, -1, in.text(TEXT_MAX_BYTES)));
      } else {
        verdicts.add(new Frame.Verdicts(count, in.intUpTo(Outcome.values().length - 1), null));
      }
    }
    return new Frame.Ack(sequence, verdicts);
  }
}
