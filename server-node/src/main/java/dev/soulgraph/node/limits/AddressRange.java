package dev.soulgraph.node.limits;

import dev.soulgraph.graph.SoulgraphException;

/** Addresses with the same first bits: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or one. */
public final class AddressRange {
  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * @throws SoulgraphException {@code input-invalid}
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw invalid(text);
    }
    byte[] network = address.bytes();
    int all = network.length * Byte.SIZE;
    int bits = all;
    if (slash >= 0) {
      try {
        bits = Integer.parseInt(text.substring(slash + 1));
      } catch (NumberFormatException e) {
        throw invalid(text);
      }
    }
    if (bits < 0 || bits > all) {
      throw invalid(text);
    }
    return new AddressRange(network, bits);
  }

  private static SoulgraphException invalid(String text) {
    return Rules.invalid(
        "an address is a numeric one, or a range such as 192.0.2.0/24 or 2001:db8::/32", text);
  }

  public boolean contains(Address address) {
    byte[] other = address.bytes();
    if (other.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((network[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }
}
