package dev.soulgraph.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An origin that serves folders as a node does: with types, open to other origins, under the strict
 * policy.
 */
final class Site implements AutoCloseable {
  private final HttpServer server;
  private final List<Path> folders;
  private final String policy;

  /**
   * @param alsoFrom another origin whose scripts may run here, or ""
   * @param folders searched in this order for each path
   */
  Site(String alsoFrom, Path... folders) throws IOException {
    this.folders = List.of(folders);
    this.policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' "
            + alsoFrom
            + "; connect-src 'self' "
            + alsoFrom;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(1);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Security-Policy", policy);
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Content-Type", type(path));
      byte[] content = null;
      for (Path folder : folders) {
        if (content == null && Files.isRegularFile(folder.resolve(path))) {
          content = Files.readAllBytes(folder.resolve(path));
        }
      }
      if (path.endsWith(".html")) {
        content = page(path).getBytes(StandardCharsets.UTF_8);
      }
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  /** {@code x.html} is a page whose only content is the module {@code x.js}. */
  private static String page(String path) {
    String script = path.replace(".html", ".js");
    return "<!doctype html><title>"
        + path
        + "</title><script type=module src="
        + script
        + "></script>";
  }

  private static String type(String path) {
    if (path.endsWith(".wasm")) {
      return "application/wasm";
    }
    return path.endsWith(".js") ? "text/javascript" : "text/html";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
