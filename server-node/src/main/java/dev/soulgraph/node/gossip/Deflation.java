package dev.soulgraph.node.gossip;

import dev.soulgraph.wire.Packed;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Packs frames where that pays. Not thread-safe. */
public final class Deflation {
  /** From level 4 on zlib looks for better matches: twice the time, a twentieth less. */
  private static final int LEVEL = 3;

  /** What shrinks by less than a tenth isn't worth being unfolded. */
  private static final int GAIN_DIVISOR = 10;

  private final Deflater deflater = new Deflater(LEVEL, true);

  /** A message of these frames in their order, or null where it would be little smaller. */
  public byte @Nullable [] pack(List<byte[]> frames) {
    int size = 0;
    for (byte[] frame : frames) {
      size += frame.length;
    }
    if (size < Packed.MIN_BYTES) {
      return null;
    }
    byte[] joined = frames.size() == 1 ? frames.get(0) : join(frames, size);
    byte[] out = new byte[size - size / GAIN_DIVISOR];
    deflater.reset();
    deflater.setInput(joined);
    deflater.finish();
    int length = 0;
    while (!deflater.finished() && length < out.length) {
      length += deflater.deflate(out, length, out.length - length);
    }
    return deflater.finished()
        ? new Packed(size, java.util.Arrays.copyOf(out, length)).toBytes()
        : null;
  }

  private static byte[] join(List<byte[]> frames, int size) {
    byte[] joined = new byte[size];
    int at = 0;
    for (byte[] frame : frames) {
      System.arraycopy(frame, 0, joined, at, frame.length);
      at += frame.length;
    }
    return joined;
  }
}
