package dev.soulgraph.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where clients open their WebSocket. Jetty's own servlet beside Javalin's, whose sockets keep an
 * HTTP session each and can't be told to wait.
 */
final class GossipDoor extends JettyWebSocketServlet {
  private static final long serialVersionUID = 1L;

  /** The gossip pings every 20 s and gives up by itself before this. */
  private static final Duration IDLE_MAX = Duration.ofSeconds(90);

  private final transient Supplier<? extends @Nullable Object> listeners;

  GossipDoor(Supplier<? extends @Nullable Object> listeners) {
    this.listeners = listeners;
  }

  @Override
  protected void configure(JettyWebSocketServletFactory factory) {
    factory.setIdleTimeout(IDLE_MAX);
    factory.setCreator((request, response) -> accept(response));
  }

  private @Nullable Object accept(JettyServerUpgradeResponse response) throws IOException {
    // Deflating each message costs a window of 32 KB a connection and gains little on small frames.
    response.setExtensions(List.of());
    Object listener = listeners.get();
    if (listener == null) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "too many connections");
    }
    return listener;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(426);
    response.setHeader("Upgrade", "websocket");
    response.setContentType("text/plain; charset=utf-8");
    response
        .getOutputStream()
        .write(
            "This is where clients open a WebSocket. The page is at /\n"
                .getBytes(StandardCharsets.UTF_8));
  }
}
