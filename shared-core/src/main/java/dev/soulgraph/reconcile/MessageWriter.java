package dev.soulgraph.reconcile;

import dev.soulgraph.codec.CborWriter;
import java.util.function.Consumer;

/** Writes a message. */
final class MessageWriter {
  static final int VERSION = 0x61;
  static final int SKIP = 0;
  static final int FINGERPRINT = 1;
  static final int IDS = 2;

  private static final int BUCKETS = 16;

  private final CborWriter out = new CborWriter().raw(VERSION);
  private long state;

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toBytes();
  }

  /** Takes back what was written past so many bytes; only {@link Bound#END} can follow then. */
  void truncate(int bytes) {
    out.truncate(bytes);
  }

  /** Base 128, the most significant digit first, all but the last with their high bit set. */
  static void varint(CborWriter out, long number) {
    digits(out, number, 0);
  }

  private static void digits(CborWriter out, long number, int flag) {
    if (number >>> 7 != 0) {
      digits(out, number >>> 7, 128);
    }
    out.raw((int) number & 127 | flag);
  }

  void range(Bound upper, int mode) {
    if (upper == Bound.END) {
      out.raw(0).raw(0);
    } else {
      varint(out, upper.at.state() - state + 1);
      state = upper.at.state();
      out.raw(upper.idBytes);
      byte[] id = upper.at.id().bytes();
      for (int i = 0; i < upper.idBytes; i++) {
        out.raw(id[i]);
      }
    }
    out.raw(mode);
  }

  void fingerprint(Bound upper, Items items, int from, int to) {
    range(upper, FINGERPRINT);
    out.raw(items.sum(from, to).fingerprint(to - from));
  }

  void ids(Bound upper, Items items, int from, int to) {
    range(upper, IDS);
    varint(out, to - from);
    Consumer<Item> write = item -> out.raw(item.id().bytes());
    items.each(from, to, write);
  }

  /** A range that the other side sees differently: its ids if they are few, else cut further. */
  void split(Bound upper, Items items, int from, int to) {
    int count = to - from;
    if (count < 2 * BUCKETS) {
      ids(upper, items, from, to);
      return;
    }
    for (int i = 0; i < BUCKETS; i++) {
      int end = from + count / BUCKETS + (i < count % BUCKETS ? 1 : 0);
      fingerprint(end == to ? upper : Bound.before(items, end), items, from, end);
      from = end;
    }
  }
}
