package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Hash;

/**
 * A live change as two sides compare it, or a bound between such items: bounds have an id that is
 * filled up with zeros. Ordered by state, then by id as unsigned bytes.
 *
 * @param state 0 ≤ state < 2^63, what Negentropy calls the timestamp
 */
public record Item(long state, Hash id) implements Comparable<Item> {
  @Override
  public int compareTo(Item other) {
    return state == other.state ? id.compareTo(other.id) : Long.compare(state, other.state);
  }
}
