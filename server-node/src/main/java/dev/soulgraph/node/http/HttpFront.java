package dev.soulgraph.node.http;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's one port: the page and its files, {@code /api/status}, {@code /gossip}. */
public final class HttpFront implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  private static final String GOSSIP = "/gossip";

  /** Nothing here takes a body. */
  private static final long REQUEST_MAX_BYTES = 16 * 1024;

  /** As Javalin has them by itself. */
  private static final int THREADS_MAX = 250;

  private static final int THREADS_MIN = 8;

  private final Javalin server;

  private final Patience patience;

  private HttpFront(Javalin server, Patience patience) {
    this.server = server;
    this.patience = patience;
  }

  /**
   * @param port 0: any that is free
   * @param certificates for HTTPS, or null for HTTP
   * @param status the members of the status page, asked for at each request
   * @param gossip the listener of a new WebSocket, or null to turn it away
   * @throws SoulgraphException {@code port-in-use}, {@code input-invalid}
   */
  public static HttpFront start(
      String host,
      int port,
      @Nullable Certificates certificates,
      Supplier<Map<String, Object>> status,
      Function<Visitor, ? extends @Nullable Object> gossip) {
    Patience patience = new Patience();
    Assets assets = new Assets(HttpFront.class.getClassLoader());
    Javalin server =
        Javalin.create(
            config -> {
              quiet(config);
              config.jetty.addConnector(
                  (jetty, http) ->
                      Connectors.open(jetty, http, host, port, certificates, patience));
              config.jetty.threadPool = threads();
              config.jetty.modifyServletContextHandler(
                  context -> context.addServlet(new GossipDoor(gossip), GOSSIP));
              config.routes.before(HttpFront::secure);
              config.routes.get("/api/status", ctx -> status(ctx, status.get()));
              config.routes.get("/", assets::serve);
              config.routes.get("/<path>", assets::serve);
              config.routes.head("/", assets::serve);
              config.routes.head("/<path>", assets::serve);
              config.routes.error(HttpStatus.NOT_FOUND, Assets::notFound);
              config.routes.exception(Exception.class, HttpFront::failed);
            });
    try {
      server.start();
    } catch (RuntimeException e) {
      throw unbindable(host, port, e);
    }
    patience.start();
    return new HttpFront(server, patience);
  }

  /** Javalin calls all of them a port in use; only the innermost cause tells them apart. */
  static SoulgraphException unbindable(String host, int port, RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage());
    if (said.contains("Permission denied")) {
      return new SoulgraphException(
          Code.INPUT_INVALID,
          "this port needs privileges that this user lacks: choose another with --port",
          host + ":" + port,
          e);
    }
    if (cause instanceof UnresolvedAddressException
        || cause instanceof UnknownHostException
        || said.contains("assign requested address")) {
      return new SoulgraphException(
          Code.INPUT_INVALID, "a node listens on an address of this machine", host, e);
    }
    if (e instanceof JavalinBindException && said.contains("already in use")) {
      return new SoulgraphException(
          Code.PORT_IN_USE,
          "a node has a port to itself: stop who has it, or choose another with --port",
          host + ":" + port,
          e);
    }
    return new SoulgraphException(
        Code.INPUT_INVALID,
        "a node listens on an address of this machine, at a port that this user may use: " + said,
        host + ":" + port,
        e);
  }

  private static void quiet(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = REQUEST_MAX_BYTES;
    // Files come compressed, and nothing else is large.
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  /** A thread dump tells them from others. */
  private static ThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
    threads.setName("soulgraph-web");
    return threads;
  }

  private static void secure(Context ctx) {
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
  }

  private static void failed(Exception e, Context ctx) {
    LOG.error("{} could not be answered", ctx.path(), e);
    ctx.status(HttpStatus.INTERNAL_SERVER_ERROR);
    ctx.contentType("text/plain; charset=utf-8");
    ctx.result("internal: the node's log says more\n");
  }

  private static void status(Context ctx, Map<String, Object> members) {
    ctx.header("Cache-Control", "no-store");
    ctx.header("Access-Control-Allow-Origin", "*");
    ctx.contentType("application/json");
    ctx.result(Json.object(members));
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    patience.stop();
    server.stop();
  }
}
