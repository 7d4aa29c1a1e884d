package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Item;

/**
 * Where an item stands in a tree. Of its id only the first eight bytes are kept, which tell items
 * of one state apart but for two whose author has searched for days; the number tells those apart,
 * and their order is looked up.
 *
 * @param track the tree's number and, in the two lowest bits, the level
 * @param prefix the id's first eight bytes
 * @param number the item's number in the log
 */
record ItemKey(long track, long state, long prefix, long number) implements Comparable<ItemKey> {
  private static final int LEVEL_BITS = 2;

  /** A tree without items. */
  static final long NO_TREE = 1L << 60;

  /** Below all items that are at or above a bound, but for those that share its prefix. */
  static ItemKey of(long tree, Item bound) {
    return new ItemKey(tree << LEVEL_BITS, bound.state(), prefix(bound.id()), 0);
  }

  static ItemKey of(long tree, Item item, long number) {
    return new ItemKey(tree << LEVEL_BITS, item.state(), prefix(item.id()), number);
  }

  static ItemKey first(long tree) {
    return new ItemKey(tree << LEVEL_BITS, 0, 0, 0);
  }

  /** Above all items of a tree. */
  static ItemKey end(long tree) {
    return new ItemKey(tree << LEVEL_BITS, Long.MAX_VALUE, -1, Long.MAX_VALUE);
  }

  static long prefix(Hash id) {
    int[] words = new int[Hash.WORDS];
    id.words(words, 0);
    return (long) words[0] << 32 | words[1] & 0xffffffffL;
  }

  long tree() {
    return track >> LEVEL_BITS;
  }

  /** The same place of another tree. */
  ItemKey in(long tree) {
    return tree() == tree ? this : new ItemKey(tree << LEVEL_BITS, state, prefix, number);
  }

  /** The same place on another level of its tree. */
  ItemKey at(int level) {
    long base = track >> LEVEL_BITS << LEVEL_BITS;
    return new ItemKey(base | level, state, prefix, number);
  }

  /** The next place; no number is as high as the highest. */
  ItemKey after() {
    return new ItemKey(track, state, prefix, number + 1);
  }

  boolean sharesPrefix(ItemKey other) {
    return track == other.track && state == other.state && prefix == other.prefix;
  }

  @Override
  public int compareTo(ItemKey other) {
    return track != other.track ? Long.compare(track, other.track) : comparePlace(other);
  }

  /** In whatever tree they stand. */
  int comparePlace(ItemKey other) {
    if (state != other.state) {
      return Long.compare(state, other.state);
    }
    return prefix != other.prefix
        ? Long.compareUnsigned(prefix, other.prefix)
        : Long.compare(number, other.number);
  }
}
