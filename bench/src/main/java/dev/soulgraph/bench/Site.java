package dev.soulgraph.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves pages the released package, as a node does, and what else is put here. */
final class Site implements AutoCloseable {
  private static final String RELEASED = "/META-INF/soulgraph/dist";

  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  Site() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void put(String path, byte[] content) {
    files.put(path, content);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] content = content(path);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", type(path));
      // A page of its own process has a finer clock.
      exchange.getResponseHeaders().set("Cross-Origin-Opener-Policy", "same-origin");
      exchange.getResponseHeaders().set("Cross-Origin-Embedder-Policy", "require-corp");
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private byte @Nullable [] content(String path) throws IOException {
    byte[] own = files.get(path);
    if (own != null || path.endsWith(".html")) {
      return own != null ? own : page(path);
    }
    try (InputStream released = Site.class.getResourceAsStream(RELEASED + path)) {
      return released == null ? null : released.readAllBytes();
    }
  }

  /** {@code a+b.html} is a page that loads the modules {@code a.js} and {@code b.js}. */
  private static byte[] page(String path) {
    StringBuilder page = new StringBuilder("<!doctype html><title>bench</title>");
    for (String module : path.substring(1, path.length() - ".html".length()).split("\\+", -1)) {
      page.append("<script type=module src=/").append(module).append(".js></script>");
    }
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String type(String path) {
    if (path.endsWith(".wasm")) {
      return "application/wasm";
    }
    return path.endsWith(".js")
        ? "text/javascript"
        : path.endsWith(".html") ? "text/html" : "application/octet-stream";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
