package dev.soulgraph.node.store;

/**
 * Keys of what belongs to a seal: its number above, the place in its tree below, so that all of one
 * seal lies together and goes as one range. A seal's number stays below 2^38.
 */
final class Packing {
  private static final int POSITION_BITS = 20;
  private static final int LEVEL_BITS = 5;
  private static final int NODE_BITS = LEVEL_BITS + POSITION_BITS;

  private Packing() {}

  static long leaf(long seal, long position) {
    return seal << POSITION_BITS | position;
  }

  /** The key after the last leaf of a seal. */
  static long leafEnd(long seal) {
    return (seal + 1) << POSITION_BITS;
  }

  static long node(long seal, int level, int index) {
    return seal << NODE_BITS | (long) level << POSITION_BITS | index;
  }

  static long nodeEnd(long seal) {
    return (seal + 1) << NODE_BITS;
  }

  /** Whose node it is. */
  static long seal(long node) {
    return node >>> NODE_BITS;
  }

  static int level(long node) {
    return (int) (node >>> POSITION_BITS) & (1 << LEVEL_BITS) - 1;
  }

  static int index(long node) {
    return (int) node & (1 << POSITION_BITS) - 1;
  }
}
