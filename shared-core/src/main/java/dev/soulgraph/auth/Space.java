package dev.soulgraph.auth;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;

/** Who may write where: decided by a soul's first segment. */
public final class Space {
  private Space() {}

  /**
   * @throws SoulgraphException {@code space-reserved}, {@code not-owner}
   */
  public static void check(Soul soul, PublicKey author) {
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
