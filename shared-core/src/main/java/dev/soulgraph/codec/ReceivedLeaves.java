package dev.soulgraph.codec;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.LeafSource;
import dev.soulgraph.graph.Value;

/** The leaves of a part as it came: their ids, and their values, which have been checked. */
public final class ReceivedLeaves implements LeafSource {
  private final int[] ids;
  private final int[] places;
  private byte[] cbor = new byte[0];
  private int offset;

  public ReceivedLeaves(int count) {
    ids = new int[count * Hash.WORDS];
    places = new int[count];
  }

  /** The ids' words, side by side; {@link ChangeCodec#identify} fills them in. */
  public int[] ids() {
    return ids;
  }

  /** A leaf's value begins at a position of the reader. */
  public void place(int index, int position) {
    places[index] = position;
  }

  /** Reads from a reader's own bytes, until {@link #keep}. */
  public void readFrom(CborReader in) {
    cbor = in.bytes();
  }

  /** Holds on to no more than a copy of what was read from {@code from} on. */
  public void keep(CborReader in, int from) {
    cbor = in.copyFrom(from);
    offset = from;
  }

  @Override
  public Hash id(int index) {
    return new Hash(ids, index * Hash.WORDS);
  }

  @Override
  public Value value(int index) {
    return ValueCodec.read(reader(index));
  }

  private CborReader reader(int index) {
    int from = places[index] - offset;
    return new CborReader(cbor, from, cbor.length - from);
  }

  /** Appends a value as it came. */
  void write(CborWriter out, int index) {
    CborReader in = reader(index);
    int from = in.position();
    ValueCodec.pass(in);
    out.raw(cbor, from, in.position() - from);
  }
}
