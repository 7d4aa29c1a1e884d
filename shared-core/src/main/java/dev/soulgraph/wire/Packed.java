package dev.soulgraph.wire;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of frames that were deflated together: {@code [11, size, deflated]}. Adapters make and
 * open it below the session, which sees frames alone.
 *
 * @param size the bytes that {@code deflated} unfolds to: from 1 to {@link
 *     FrameCodec#FRAME_MAX_BYTES}
 * @param deflated raw DEFLATE (RFC 1951)
 */
public record Packed(int size, byte[] deflated) {
  /** Less isn't worth its deflating; what is as large goes alone. */
  public static final int MIN_BYTES = 1024;

  /**
   * Smaller frames are joined up to here. Deflate looks back no further; and as a frame of n bytes
   * unfolds to n²/4 + n at most, no such message comes near the bounds of {@link PartReader}.
   */
  public static final int JOINED_MAX_BYTES = 32 * 1024;

  /** Each frame costs its receiver an answer or a signature, however small it was made. */
  public static final int FRAMES_MAX = 1024;

  private static final int ITEMS = 3;

  /** The initial byte of an array of three. */
  private static final byte HEAD = (byte) 0x83;

  /** Whether a message isn't a frame, but packed. */
  public static boolean is(byte[] message) {
    return message.length > 1 && message[0] == HEAD && message[1] == FrameCodec.PACKED;
  }

  /**
   * Reads a message which {@link #is} packed.
   *
   * @throws SoulgraphException {@code frame-too-large}, {@code frame-malformed}, {@code
   *     not-canonical}
   */
  public static Packed read(byte[] message) {
    CborReader in = new CborReader(message);
    in.arrayOf(ITEMS);
    in.intUpTo(FrameCodec.PACKED);
    int size = in.intUpTo(Integer.MAX_VALUE);
    if (size > FrameCodec.FRAME_MAX_BYTES) {
      throw new SoulgraphException(
          Code.FRAME_TOO_LARGE,
          "packed frames unfold to at most " + FrameCodec.FRAME_MAX_BYTES + " bytes",
          size + " bytes");
    }
    byte[] deflated = in.bytes(Integer.MAX_VALUE);
    in.finish();
    return new Packed(size, deflated);
  }

  public byte[] toBytes() {
    return new CborWriter()
        .array(ITEMS)
        .uint(FrameCodec.PACKED)
        .uint(size)
        .bytes(deflated)
        .toBytes();
  }

  /**
   * Those at the head of a queue which make one message: a large frame, or small ones as far as
   * they are worth packing together.
   */
  public static List<byte[]> together(Iterable<byte[]> queue) {
    List<byte[]> frames = new ArrayList<>();
    int bytes = 0;
    for (byte[] frame : queue) {
      boolean small = frame.length < MIN_BYTES && bytes + frame.length <= JOINED_MAX_BYTES;
      if (!frames.isEmpty() && !small || frames.size() == FRAMES_MAX) {
        break;
      }
      frames.add(frame);
      bytes += frame.length;
      if (!small) {
        break;
      }
    }
    return bytes < MIN_BYTES ? frames.subList(0, 1) : frames;
  }

  /** What is thrown where {@code deflated} doesn't unfold to just {@code size} bytes. */
  public static SoulgraphException broken() {
    return new SoulgraphException(
        Code.FRAME_MALFORMED, "packed frames unfold to as many bytes as they say", "");
  }
}
