package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;

/** Reads a message that anybody may have sent: each length is checked before it is used. */
final class MessageReader {
  private final byte[] bytes;
  private int at;
  private Item last = Item.START;

  MessageReader(byte[] bytes) {
    this.bytes = bytes;
  }

  static SoulgraphException invalid(String rule, long value) {
    return new SoulgraphException(Code.RECONCILE_INVALID, rule, Long.toString(value));
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  /** Skips so many bytes and returns where they begin. */
  private int take(long count) {
    if (count < 0 || count > bytes.length - at) {
      throw invalid("cut short", count);
    }
    at += (int) count;
    return at - (int) count;
  }

  int next() {
    return bytes[take(1)] & 255;
  }

  /** An unsigned number of 64 bits, in as few digits as possible. */
  long varint() {
    int digit = next();
    long number = digit & 127;
    if (digit == 128) {
      throw invalid("a number is too long", at);
    }
    while (digit > 127) {
      if (number >>> 57 != 0) {
        throw invalid("a number is too long", at);
      }
      digit = next();
      number = number << 7 | digit & 127;
    }
    return number;
  }

  /**
   * Never below the one before it. Two may be equal: what exceeds a frame ends with such a pair.
   */
  Bound bound() {
    long encoded = varint();
    long idBytes = varint();
    if (idBytes < 0 || idBytes > (encoded == 0 ? 0 : Hash.BYTES)) {
      throw invalid("an id is too long", idBytes);
    }
    Bound bound = encoded == 0 ? Bound.END : inner(encoded - 1, (int) idBytes);
    if (bound.at.compareTo(last) < 0) {
      throw invalid("bounds descend", at);
    }
    last = bound.at;
    return bound;
  }

  private Bound inner(long offset, int idBytes) {
    long state = last.state() + offset;
    if (offset < 0 || state < 0) {
      throw invalid("a state is too large", at);
    }
    byte[] id = new byte[Hash.BYTES];
    System.arraycopy(bytes, take(idBytes), id, 0, idBytes);
    return new Bound(new Item(state, Hash.of(id, 0)), idBytes);
  }

  /** Whether the next bytes are these. */
  boolean matches(byte[] expected) {
    int from = take(expected.length);
    boolean same = true;
    for (int i = 0; i < expected.length; i++) {
      same &= bytes[from + i] == expected[i];
    }
    return same;
  }

  /** A list of ids. What it costs is bounded by the message, whatever length it states. */
  Hash[] ids() {
    long count = varint();
    if (count < 0 || count > (bytes.length - at) / Hash.BYTES) {
      throw invalid("cut short", count);
    }
    Hash[] ids = new Hash[(int) count];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Hash.of(bytes, take(Hash.BYTES));
    }
    return ids;
  }
}
