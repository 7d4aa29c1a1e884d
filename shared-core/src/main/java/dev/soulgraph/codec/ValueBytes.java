package dev.soulgraph.codec;

import dev.soulgraph.graph.Value;
import dev.soulgraph.graph.ValueSource;

/** Values that {@link ValueCodec#check} has passed, as they came, one behind the other. */
public final class ValueBytes implements ValueSource {
  private byte[] cbor = new byte[0];
  private int offset;

  /** Holds on to a copy of what was read from {@code from} on. Before that it holds nothing. */
  public void keep(CborReader in, int from) {
    cbor = in.copyFrom(from);
    offset = from;
  }

  @Override
  public Value at(int place) {
    return ValueCodec.read(reader(place));
  }

  private CborReader reader(int place) {
    return new CborReader(cbor, place - offset, cbor.length - place + offset);
  }

  /** Appends the value at a place. */
  void write(CborWriter out, int place) {
    CborReader in = reader(place);
    ValueCodec.pass(in);
    int from = place - offset;
    out.raw(cbor, from, in.position() - from);
  }
}
