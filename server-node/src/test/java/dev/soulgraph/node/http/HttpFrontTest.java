package dev.soulgraph.node.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import io.javalin.util.JavalinBindException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Headers, encodings and paths, over a real socket, of the files in src/test/resources. */
final class HttpFrontTest {
  private static final String HASHED = "/assets/sample-0123456789ab.js";

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpFront front;

  @BeforeEach
  void start() {
    front =
        HttpFront.start(
            "localhost", 0, null, () -> Map.of("version", "a \"quoted\" one"), visitor -> null);
  }

  @AfterEach
  void stop() {
    front.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + front.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aHashedFileIsKeptForEverAndByEverybody() throws Exception {
    HttpResponse<byte[]> response = get(HASHED);
    assertEquals(200, response.statusCode());
    assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
    assertEquals("*", header(response, "Access-Control-Allow-Origin"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertTrue(header(response, "Content-Type").startsWith("text/javascript"));
    assertEquals("Accept-Encoding", header(response, "Vary"));
  }

  @Test
  void theBestAcceptedEncodingIsSent() throws Exception {
    HttpResponse<byte[]> plain = get(HASHED);
    HttpResponse<byte[]> brotli = get(HASHED, "Accept-Encoding", "gzip, deflate, br");
    HttpResponse<byte[]> gzip = get(HASHED, "Accept-Encoding", "gzip, br;q=0");
    assertEquals("", header(plain, "Content-Encoding"));
    assertEquals("br", header(brotli, "Content-Encoding"));
    assertEquals("stands for brotli", text(brotli).strip());
    assertEquals("gzip", header(gzip, "Content-Encoding"));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
      assertArrayEquals(plain.body(), in.readAllBytes());
    }
    assertFalse(header(plain, "ETag").equals(header(brotli, "ETag")));
  }

  @Test
  void aFileWithoutAHashIsAskedForAgainAndAnsweredShortly() throws Exception {
    HttpResponse<byte[]> first = get("/soulgraph.sample.js");
    assertEquals("no-cache", header(first, "Cache-Control"));
    HttpResponse<byte[]> again =
        get("/soulgraph.sample.js", "If-None-Match", header(first, "ETag"));
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
  }

  @Test
  void wasmHasItsType() throws Exception {
    HttpResponse<byte[]> response = get("/assets/sample-0123456789ab.wasm");
    assertEquals("application/wasm", header(response, "Content-Type"));
  }

  @Test
  void aPageMayCompileWasmButNotEvaluateStrings() throws Exception {
    String policy = header(get("/sample.html"), "Content-Security-Policy");
    assertTrue(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), policy);
    assertTrue(policy.contains("default-src 'self'"), policy);
  }

  @Test
  void aHeadHasNoBody() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(URI.create("http://localhost:" + front.port() + HASHED))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> response = client.send(head, HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode());
    assertEquals(0, response.body().length);
  }

  @Test
  void theStatusIsJson() throws Exception {
    HttpResponse<byte[]> response = get("/api/status");
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals("no-store", header(response, "Cache-Control"));
    assertEquals("{\n  \"version\": \"a \\\"quoted\\\" one\"\n}\n", text(response));
  }

  @Test
  void whatIsNotThereIsSaidPlainly() throws Exception {
    for (String path :
        new String[] {"/nothing.js", "/assets", "/assets/", "/sample", "/.hidden.js"}) {
      HttpResponse<byte[]> response = get(path);
      assertEquals(404, response.statusCode(), path);
      assertTrue(text(response).startsWith("Nothing is here"), path);
    }
  }

  @Test
  void noPathLeadsOutOfTheFolder() throws Exception {
    for (String path :
        new String[] {
          "/../sample.txt",
          "/assets/../../sample.txt",
          "/%2e%2e/sample.txt",
          "/assets/%2e%2e/%2e%2e/sample.txt",
          "/..%2fsample.txt",
          "/%5c..%5csample.txt",
          "//sample.html"
        }) {
      String answer =
          raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 40"), path + ": " + answer.lines().findFirst());
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", front.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theGossipsDoorWantsAWebSocket() throws Exception {
    assertEquals(426, get("/gossip").statusCode());
  }

  @Test
  void nobodyIsGivenACookie() throws Exception {
    assertEquals("", header(get("/sample.html"), "Set-Cookie"));
  }

  private static SoulgraphException refusal(String host, int port) {
    return assertThrows(
        SoulgraphException.class,
        () -> HttpFront.start(host, port, null, Map::of, visitor -> null).close());
  }

  @Test
  void onlyAPortInUseIsCalledOne() {
    assertEquals(Code.PORT_IN_USE, refusal("localhost", front.port()).code());
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    // Set aside for documentation by RFC 5737 and RFC 6761, so no machine has them.
    for (String host : new String[] {"192.0.2.1", "nowhere.invalid"}) {
      SoulgraphException refusal = refusal(host, 0);
      assertEquals(Code.INPUT_INVALID, refusal.code(), host);
      assertTrue(String.valueOf(refusal.getMessage()).contains(host), host);
    }
  }

  @Test
  void aPortThatNeedsPrivilegesIsCalledThat() {
    RuntimeException denied =
        new JavalinBindException(
            "Port already in use", new IOException(new BindException("Permission denied")));
    SoulgraphException refusal = HttpFront.unbindable("localhost", 80, denied);
    assertEquals(Code.INPUT_INVALID, refusal.code());
    assertTrue(String.valueOf(refusal.getMessage()).contains("privileges"));
  }
}
