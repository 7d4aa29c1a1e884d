package dev.soulgraph.database;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * What the databases over one journal tell each other: {@code [kind, key, bytes, node, code, rule,
 * value, outcomes…]}. A commit that one has made or signed anew, and what became of it: told once
 * it is kept, or by one that can't keep anything any more, for the others to keep it.
 */
final class Tabs {
  private static final int MADE = 0;
  private static final int SETTLED = 1;

  /** Added to the kind by one that can't keep it. */
  private static final int UNKEPT = 2;

  private static final int OUTCOMES = Outcome.values().length + 1;
  private static final int ITEMS = 7 + OUTCOMES;

  /**
   * A message of another tab.
   *
   * @param bytes the pending record, or the part that was merged; empty for none
   * @param node who has acknowledged it; null for nobody
   * @param code why it was refused, or empty
   * @param outcomes as the receipt counts them
   */
  record Message(
      int kind,
      double key,
      byte[] bytes,
      @Nullable PublicKey node,
      String code,
      String rule,
      String value,
      int[] outcomes) {
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
    int kind = kept ? MADE : MADE + UNKEPT;
    return encode(new Message(kind, key, pendingRecord, null, "", "", "", new int[OUTCOMES]));
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
            receipt.value,
            receipt.outcomes));
  }

  private static byte[] encode(Message message) {
    CborWriter out = new CborWriter();
    out.array(ITEMS).uint(message.kind).uint((long) message.key).bytes(message.bytes);
    out.bytes(message.node == null ? new byte[0] : message.node.multicodec());
    out.text(message.code).text(message.rule).text(message.value);
    for (int count : message.outcomes) {
      out.uint(count);
    }
    return out.toBytes();
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
            in.text(Receipt.TEXT_MAX_BYTES),
            new int[OUTCOMES]);
    for (int i = 0; i < OUTCOMES; i++) {
      decoded.outcomes[i] = in.intUpTo(Integer.MAX_VALUE);
    }
    in.finish();
    return decoded;
  }
}
