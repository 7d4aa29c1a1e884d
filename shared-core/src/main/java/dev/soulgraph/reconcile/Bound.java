package dev.soulgraph.reconcile;

/**
 * A bound as a message writes it.
 *
 * @param at one that is only written may have more of an id than that
 * @param idBytes how many leading bytes of the id are written; a bound is handed back with as many
 *     as it came with, even where fewer would say the same
 */
record Bound(Item at, int idBytes) {
  static final Bound END = new Bound(Item.END, 0);

  /** The shortest one that lies between an item and the one before it. */
  static Bound before(Items items, int rank) {
    Item lower = items.at(rank - 1);
    Item upper = items.at(rank);
    int idBytes = 0;
    if (lower.state() == upper.state()) {
      byte[] a = lower.id().bytes();
      byte[] b = upper.id().bytes();
      while (a[idBytes] == b[idBytes]) {
        idBytes++;
      }
      idBytes++;
    }
    return new Bound(upper, idBytes);
  }

  boolean isEnd() {
    return at.equals(Item.END);
  }
}
