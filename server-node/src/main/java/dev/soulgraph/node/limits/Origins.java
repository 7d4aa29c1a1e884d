package dev.soulgraph.node.limits;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sites whose pages may connect: none listed means all, for nothing here rides on a cookie. The
 * node's own page always may; who sends no origin is no page.
 */
public final class Origins {
  private final Set<String> listed;

  /**
   * @param listed as browsers write them: {@code https://example.org}
   * @throws SoulgraphException {@code input-invalid}
   */
  public Origins(List<String> listed) {
    this.listed = listed.stream().map(Origins::checked).collect(Collectors.toUnmodifiableSet());
  }

  private static String checked(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    if (!lower.matches("https?://[a-z0-9.:\\[\\]-]+")) {
      throw Rules.invalid("an origin is http:// or https:// and a host, without a path", origin);
    }
    return lower;
  }

  /**
   * @throws SoulgraphException {@code denied}
   */
  public void check(@Nullable String origin, @Nullable String host) {
    if (listed.isEmpty() || origin == null) {
      return;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    boolean own = host != null && lower.endsWith("://" + host.toLowerCase(Locale.ROOT));
    if (!own && !listed.contains(lower)) {
      throw new SoulgraphException(
          Code.DENIED, "a page is of an origin that this node's operator admits", origin);
    }
  }
}
