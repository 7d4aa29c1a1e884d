package dev.soulgraph.auth;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;

/** Who may write where: decided by a soul's first segment. */
public final class Space {
  private Space() {}

  /**
   * Only KEY's own signature erases, and only in ~KEY; elsewhere anybody could erase everything.
   *
   * @param kind of the change
   * @throws SoulgraphException {@code space-reserved}, {@code not-owner}
   */
  public static void check(int kind, Soul soul, PublicKey author) {
    char first = soul.text().charAt(0);
    if (first == '~') {
      if (!soul.firstSegment().equals("~" + author.text())) {
        throw new SoulgraphException(
            Code.NOT_OWNER, "a space ~KEY is written by KEY alone", soul.text());
      }
    } else if (isReserved(first)) {
      throw new SoulgraphException(
          Code.SPACE_RESERVED,
          "a first segment that begins with punctuation or a blank is reserved",
          soul.text());
    } else if (kind == Change.KIND_ERASE) {
      throw new SoulgraphException(
          Code.NOT_OWNER,
          "only in ~KEY is anything erased, by KEY; elsewhere set properties to null",
          soul.text());
    }
  }

  /** ASCII punctuation and the blank; an expiry segment stands behind a space, never first. */
  private static boolean isReserved(char c) {
    return c < 0x80
        && !(c >= 'a' && c <= 'z')
        && !(c >= 'A' && c <= 'Z')
        && !(c >= '0' && c <= '9');
  }
}
