package dev.soulgraph.graph;

import java.util.Arrays;

/**
 * The extension map of a change or a seal in its canonical CBOR: unsigned keys below 2^32, at most
 * 16 entries and 4 KiB. Odd keys are kept and forwarded unread; an even (critical) key that isn't
 * known is refused when the map is read, and this release knows none.
 */
public final class Extensions {
  public static final int MAX_BYTES = 4096;
  public static final int MAX_ENTRIES = 16;
  private static final byte EMPTY_MAP = (byte) 0xa0;

  public static final Extensions NONE = new Extensions(new byte[] {EMPTY_MAP});

  private final byte[] cbor;

  /** From CBOR that the codec has checked. */
  public Extensions(byte[] cbor) {
    this.cbor = cbor;
  }

  public boolean isEmpty() {
    return cbor.length == 1;
  }

  /** Canonical CBOR; not to be altered. */
  public byte[] cbor() {
    return cbor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Extensions extensions && Arrays.equals(extensions.cbor, cbor);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cbor);
  }
}
