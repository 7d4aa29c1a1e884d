package dev.soulgraph.wire;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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

  /** Not a frame, but several of them compressed together: see {@link Packed}. */
  static final int PACKED = 11;

  static final int RECONCILE = 12;
  static final int RECONCILED = 13;
  static final int FETCH = 14;
  static final int FOUND = 15;
  static final int OFFER = 16;
  static final int PRESENCE = 17;
  static final int ATTEND = 18;
  static final int TYPE_MAX = ATTEND;

  static final int TEXT_MAX_BYTES = 1024;
  static final int VERSIONS_MAX = 16;

  private final ChangeCodec changes = new ChangeCodec();
  private final BiFunction<CborReader, ChangeCodec, ClientFrameReader> readers;

  /** Reads all frames. */
  public FrameCodec() {
    this(FrameReader::new);
  }

  private FrameCodec(BiFunction<CborReader, ChangeCodec, ClientFrameReader> readers) {
    this.readers = readers;
  }

  /** Reads the frames that a client gets, and refuses others as {@code frame-malformed}. */
  public static FrameCodec forClient() {
    return new FrameCodec(ClientFrameReader::new);
  }

  public static byte[] encode(Frame frame) {
    CborWriter out = new CborWriter();
    frame.write(out);
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

  /**
   * A part alone, as {@link #encodePart} writes it, from whoever it may be: it may unfold to no
   * more than a frame may.
   */
  public static Part decodeForeignPart(byte[] bytes) {
    CborReader in = reader(bytes);
    Part part = new PartReader(in, new ChangeCodec()).read();
    in.finish();
    return part;
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

  public static Frame.@Nullable Cursor readCursor(CborReader in) {
    if (in.nil()) {
      return null;
    }
    in.arrayOf(3);
    Frame.Id store = Frame.Id.of(in.bytesOf(Frame.Id.BYTES));
    Frame.Id run = Frame.Id.of(in.bytesOf(Frame.Id.BYTES));
    return new Frame.Cursor(store, run, in.uint(Long.MAX_VALUE));
  }

  /**
   * Reads one frame and computes the ids of the changes in it.
   *
   * @throws SoulgraphException naming what is wrong with it
   */
  public Frame decode(byte[] bytes) {
    CborReader in = reader(bytes);
    Frame frame = readers.apply(in, changes).read();
    in.finish();
    return frame;
  }

  /**
   * Reads one frame after the other, as {@link Packed} holds them. Together they may unfold to no
   * more than one frame may.
   *
   * @param each told a frame and its own bytes, before the next is read
   * @throws SoulgraphException as {@link #decode}
   */
  public void decodeJoined(byte[] bytes, BiConsumer<Frame, byte[]> each) {
    CborReader in = reader(bytes);
    ClientFrameReader reader = readers.apply(in, changes);
    int count = 0;
    do {
      if (++count > Packed.FRAMES_MAX) {
        throw new SoulgraphException(
            Code.FRAME_TOO_LARGE, "at most " + Packed.FRAMES_MAX + " frames are packed", "");
      }
      int start = in.position();
      Frame frame = reader.read();
      each.accept(frame, Arrays.copyOfRange(bytes, start, in.position()));
    } while (!in.atEnd());
  }

  private static CborReader reader(byte[] bytes) {
    if (bytes.length > FRAME_MAX_BYTES) {
      throw new SoulgraphException(
          Code.FRAME_TOO_LARGE,
          "a frame has at most " + FRAME_MAX_BYTES + " bytes",
          bytes.length + " bytes");
    }
    return new CborReader(bytes);
  }
}
