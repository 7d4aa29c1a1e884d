package dev.soulgraph.database;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * What the databases over one journal tell each other: {@code [kind, key, bytes]}. A commit that
 * one has made, and what became of it.
 */
final class Tabs {
  static final int MADE = 0;
  static final int SETTLED = 1;

  /** A message of another tab; {@code bytes} is the pending record, or the part that was merged. */
  record Message(int kind, double key, byte[] bytes) {}

  private Tabs() {}

  static byte[] made(double key, byte[] pendingRecord) {
    return encode(MADE, key, pendingRecord);
  }

  /** A commit has left the overlay; what of it is in the set now, or null. */
  static byte[] settled(double key, @Nullable Part merged) {
    return encode(SETTLED, key, merged == null ? new byte[0] : FrameCodec.encodePart(merged));
  }

  private static byte[] encode(int kind, double key, byte[] bytes) {
    return new CborWriter().array(3).uint(kind).uint((long) key).bytes(bytes).toBytes();
  }

  static Message decode(byte[] message) {
    CborReader in = new CborReader(message);
    in.arrayOf(3);
    Message decoded =
        new Message(in.intUpTo(SETTLED), in.uint(1L << 53), in.bytes(Integer.MAX_VALUE));
    in.finish();
    return decoded;
  }
}
