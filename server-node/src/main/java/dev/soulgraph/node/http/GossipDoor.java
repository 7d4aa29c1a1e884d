package dev.soulgraph.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
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

  private final transient Function<Visitor, ? extends @Nullable Object> listeners;

  GossipDoor(Function<Visitor, ? extends @Nullable Object> listeners) {
    this.listeners = listeners;
  }

  @Override
  protected void configure(JettyWebSocketServletFactory factory) {
    factory.setIdleTimeout(IDLE_MAX);
    factory.setCreator(this::accept);
  }

  private @Nullable Object accept(
      JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) throws IOException {
    // Deflating each message costs a window of 32 KB a connection and gains little on small frames.
    response.setExtensions(List.of());
    InetAddress remote =
        request.getRemoteSocketAddress() instanceof InetSocketAddress address
            ? address.getAddress()
            : InetAddress.getLoopbackAddress();
    Object listener =
        listeners.apply(
            new Visitor(
                remote,
                joined(request.getHeaders("X-Forwarded-For")),
                request.getHeader("Origin"),
                request.getHeader("Host")));
    if (listener == null) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "rate-limit");
    }
    return listener;
  }

  /** A proxy may add a line of its own; together they are one list. */
  private static @Nullable String joined(@Nullable List<String> lines) {
    return lines == null || lines.isEmpty() ? null : String.join(",", lines);
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
