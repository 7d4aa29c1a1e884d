package dev.soulgraph.auth;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which authors' keys are canonical and of prime order: checked once each and remembered, bounded,
 * the longest unused forgotten first. For one thread.
 */
public final class AuthorKeys {
  private static final int MAX_REMEMBERED = 100_000;

  private final Map<PublicKey, Boolean> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PublicKey, Boolean> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /**
   * @throws SoulgraphException {@code author-invalid}
   */
  public void check(PublicKey author) {
    Boolean good = known.get(author);
    if (good == null) {
      good = Edwards.isPrimeOrder(author.raw());
      known.put(author, good);
    }
    if (!good) {
      throw new SoulgraphException(
          Code.AUTHOR_INVALID,
          "an author's key is a canonical point of prime order",
          author.text());
    }
  }
}
