package dev.soulgraph.merge;

import dev.soulgraph.graph.Change;

/**
 * What erases cover: properties, and erases that reach no further, up to their own state. The
 * highest erase over a place decides alone, so the order in which erases come is of no account.
 */
public final class Erasure {
  /** Of the erases that a set holds. */
  public interface Erases {
    /** The state of the erase in this slot of a soul, or −1. */
    long state(String soul, String slot);
  }

  private Erasure() {}

  /** Whether erases of the set cover a change. */
  public static boolean covers(Erases erases, Change change) {
    return change.soul().text().charAt(0) == '~'
        && change.state() <= upTo(erases, change.soul().text(), change.slot());
  }

  /** The highest state at which what lies in this slot is erased, or −1. */
  public static long upTo(Erases erases, String soul, String slot) {
    long state = -1;
    if (!slot.equals(Change.PREFIX_ERASE)) {
      state = erases.state(soul, Change.PREFIX_ERASE);
      if (!slot.equals(Change.SOUL_ERASE)) {
        state = Math.max(state, erases.state(soul, Change.SOUL_ERASE));
      }
    }
    for (int end = soul.lastIndexOf('/'); end > 0; end = soul.lastIndexOf('/', end - 1)) {
      state = Math.max(state, erases.state(soul.substring(0, end), Change.PREFIX_ERASE));
    }
    return state;
  }

  /** Whether an erase reaches a slot of a soul at all. */
  public static boolean reaches(Change erase, String soul, String slot) {
    String from = erase.soul().text();
    if (erase.slot().equals(Change.SOUL_ERASE)) {
      return soul.equals(from) && !isErase(slot);
    }
    return soul.equals(from) ? !slot.equals(Change.PREFIX_ERASE) : isBelow(soul, from);
  }

  private static boolean isBelow(String soul, String prefix) {
    return soul.length() > prefix.length()
        && soul.startsWith(prefix)
        && soul.charAt(prefix.length()) == '/';
  }

  private static boolean isErase(String slot) {
    return slot.equals(Change.SOUL_ERASE) || slot.equals(Change.PREFIX_ERASE);
  }
}
