package dev.soulgraph.node.gossip;

import dev.soulgraph.wire.Packed;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unfolds packed messages, at a cost that their stated size bounds. Not thread-safe. */
public final class Unpacker {
  private final Inflater inflater = new Inflater(true);

  /**
   * The frames of a packed message, one after the other.
   *
   * @throws dev.soulgraph.graph.SoulgraphException as {@link Packed#read}, and {@code
   *     frame-malformed} for what doesn't unfold to just the size that it says
   */
  public byte[] unpack(byte[] message) {
    Packed packed = Packed.read(message);
    byte[] frames = new byte[packed.size()];
    inflater.reset();
    inflater.setInput(packed.deflated());
    try {
      int size = fill(frames);
      // Whoever has more to give than was said gives it here.
      boolean over = size == frames.length && inflater.inflate(new byte[1]) > 0;
      if (size < frames.length || over || !inflater.finished() || inflater.getRemaining() > 0) {
        throw Packed.broken();
      }
    } catch (DataFormatException e) {
      throw Packed.broken();
    }
    return frames;
  }

  private int fill(byte[] frames) throws DataFormatException {
    int size = 0;
    for (int more = 1; more > 0 && size < frames.length; size += more) {
      more = inflater.inflate(frames, size, frames.length - size);
    }
    return size;
  }
}
