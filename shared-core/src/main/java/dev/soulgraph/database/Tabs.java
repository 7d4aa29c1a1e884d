package dev.soulgraph.database;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * What the databases over one journal tell each other: {@code [kind, key, bytes, node, code, rule,
 * value]}. A commit that one has made or signed anew, and what became of it.
 */
final class Tabs {
  static final int MADE = 0;
  static final int SETTLED = 1;
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
      String value) {}

  private Tabs() {}

  static byte[] made(double key, byte[] pendingRecord) {
    return encode(new Message(MADE, key, pendingRecord, null, "", "", ""));
  }

  /** A commit has left the overlay; what of it is in the set now, or null. */
  static byte[] settled(
      double key, @Nullable Part merged, @Nullable PublicKey node, Receipt receipt) {
    byte[] bytes = merged == null ? new byte[0] : FrameCodec.encodePart(merged);
    return encode(
        new Message(SETTLED, key, bytes, node, receipt.code, receipt.rule, receipt.value));
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
    int kind = in.intUpTo(SETTLED);
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
