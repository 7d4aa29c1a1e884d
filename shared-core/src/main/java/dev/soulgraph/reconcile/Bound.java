package dev.soulgraph.reconcile;

/** A bound as a message writes it. No record: what one generates would be loaded by every page. */
final class Bound {
  static final Bound START = new Bound(Item.START, 0);
  static final Bound END = new Bound(Item.END, 0);

  /** If it is only written, its id may have more bytes than these. */
  final Item at;

  /**
   * How many leading bytes of the id are written. A bound is handed back with as many as it came
   * with, even where fewer would say the same.
   */
  final int idBytes;

  Bound(Item at, int idBytes) {
    this.at = at;
    this.idBytes = idBytes;
  }

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
}
