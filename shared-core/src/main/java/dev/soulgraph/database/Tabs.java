package dev.soulgraph.database;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * What the databases over one journal tell each other: {@code [kind, key, bytes, node, code, rule,
 * value]}. A commit that one has made or signed anew, and what became of it: told once it is kept,
 * or by one that can't keep anything any more, for the others to keep it.
 */
final class Tabs {
  private static final int MADE = 0;
  private static final int SETTLED = 1;

  /** Added to the kind by one that can't keep it. */
  private static final int UNKEPT = 2;

  private static final int ITEMS = 7;

  /**
   * A message of another tab.
   *
   * @param bytes the pending record, or the part that was merged; empty for none
   * @param node who has acknowledged it; null for nobody
   * @param code why it was refused, or empty
   */
  record Message(
      int kind,
      double key,
      byte[] bytes,
      @Nullable PublicKey node,
      String code,
      String rule,
      String value) {
    boolean made() {
      return kind % UNKEPT == MADE;
    }

    /** Whether whoever hears it has to keep it. */
    boolean unkept() {
      return kind >= UNKEPT;
    }
  }

  private Tabs() {}

  static byte[] made(double key, byte[] pendingRecord, boolean kept) {
    return encode(new Message(kept ? MADE : MADE + UNKEPT, key, pendingRecord, null, "", "", ""));
  }

  /** A commit has left the overlay; what of it is in the set now, or null. */
  static byte[] settled(
      double key, @Nullable Part merged, boolean kept, @Nullable PublicKey node, Receipt receipt) {
    byte[] bytes = merged == null ? new byte[0] : FrameCodec.encodePart(merged);
    return encode(
        new Message(
            kept ? SETTLED : SETTLED + UNKEPT,
            key,
            bytes,
            node,
            receipt.code,
            receipt.rule,
            receipt.value));
  }

  private static byte[] encode(Message message) {
    CborWriter out = new CborWriter();
    out.array(ITEMS).uint(message.kind).uint((long) message.key).bytes(message.bytes);
    out.bytes(message.node == null ? new byte[0] : message.node.multicodec());
    return out.text(message.code).text(message.rule).text(message.value).toBytes();
  }

  static Message decode(byte[] message) {
    CborReader in = new CborReader(message);
    in.arrayOf(ITEMS);
    int kind = in.intUpTo(SETTLED + UNKEPT);
    double key = in.uint(1L << 53);
    byte[] bytes = in.bytes(Integer.MAX_VALUE);
    byte[] node = in.bytes(PublicKey.MULTICODEC_BYTES);
    Message decoded =
        new Message(
            kind,
            key,
            bytes,
            node.length == 0 ? null : PublicKey.ofMulticodec(node),
            in.text(Receipt.TEXT_MAX_BYTES),
            in.text(Receipt.TEXT_MAX_BYTES),
            in.text(Receipt.TEXT_MAX_BYTES));
    in.finish();
    return decoded;
  }
}
