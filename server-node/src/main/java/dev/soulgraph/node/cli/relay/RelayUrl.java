package dev.soulgraph.node.cli.relay;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a relay listens, from what people write: {@code localhost:8420} will do. */
public final class RelayUrl {
  public static final String DEFAULT = "ws://localhost:8420/gossip";
  private static final String GOSSIP = "/gossip";

  private RelayUrl() {}

  /**
   * A WebSocket's address; http and https stand for ws and wss, and a missing path for /gossip.
   *
   * @throws SoulgraphException {@code relay-invalid}
   */
  public static URI parse(String text) {
    String full = text.contains("://") ? text : "ws://" + text;
    URI given;
    try {
      given = new URI(full);
    } catch (URISyntaxException e) {
      throw invalid(text, e);
    }
    String scheme = scheme(String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT));
    if (scheme.isEmpty() || given.getHost() == null || given.getFragment() != null) {
      throw invalid(text, null);
    }
    String path = given.getRawPath();
    String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
    return URI.create(
        scheme
            + "://"
            + given.getRawAuthority()
            + (path.isEmpty() || path.equals("/") ? GOSSIP : path)
            + query);
  }

  private static String scheme(String given) {
    return switch (given) {
      case "ws", "http" -> "ws";
      case "wss", "https" -> "wss";
      default -> "";
    };
  }

  private static SoulgraphException invalid(String text, @Nullable Throwable cause) {
    return new SoulgraphException(
        Code.RELAY_INVALID, "a relay is a ws, wss, http or https URL", text, cause);
  }
}
