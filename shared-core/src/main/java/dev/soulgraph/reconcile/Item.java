package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Hash;
import java.util.Arrays;

/**
 * A live change as two sides compare it, or a bound between such items: bounds have an id that is
 * filled up with zeros. Ordered by state, then by id as unsigned bytes.
 *
 * @param state 0 ≤ state < 2^63, what Negentropy calls the timestamp
 */
public record Item(long state, Hash id) implements Comparable<Item> {
  /** The bound below all items. */
  public static final Item START = startOf(0);

  /** The bound above all items: no digest consists of ones alone. */
  public static final Item END = new Item(Long.MAX_VALUE, hashOf(-1));

  /** The bound below all items of a state and above those of lower ones. */
  public static Item startOf(long state) {
    return new Item(state, hashOf(0));
  }

  /** The least bound above this. */
  public Item next() {
    int[] words = new int[Hash.WORDS];
    id.words(words, 0);
    for (int i = Hash.WORDS - 1; i >= 0; i--) {
      if (++words[i] != 0) {
        return new Item(state, new Hash(words, 0));
      }
    }
    return state == Long.MAX_VALUE ? END : startOf(state + 1);
  }

  private static Hash hashOf(int word) {
    int[] words = new int[Hash.WORDS];
    Arrays.fill(words, word);
    return new Hash(words, 0);
  }

  @Override
  public int compareTo(Item other) {
    int order = Long.compare(state, other.state);
    return order == 0 ? id.compareTo(other.id) : order;
  }
}
