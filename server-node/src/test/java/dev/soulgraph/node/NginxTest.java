package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.node.limits.AddressRange;
import dev.soulgraph.wire.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the docs, with an nginx before a node; skipped where there is no nginx. */
final class NginxTest {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @TempDir Path folder;
  private @Nullable Server server;
  private @Nullable Process nginx;
  private int port;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(hasNginx(), "needs nginx");
    Path limits = Files.writeString(folder.resolve("limits"), "deny-address = 192.0.2.1\n");
    Server started =
        Server.start(
            ServeOptions.of("127.0.0.1", 0, folder.resolve("data"))
                .withGuard(
                    GuardOptions.STANDARD.with(limits, List.of(AddressRange.parse("127.0.0.9")))));
    server = started;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path file = Path.of("..", "docs", "examples", "nginx.conf");
    String conf =
        Files.readString(file)
            .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
            .replaceAll("(?m)^ *ssl_certificate.*$", "")
            // The node tells it apart from the test's client, which is on this machine too.
            .replace(
                "proxy_pass http://127.0.0.1:8420;",
                "proxy_bind 127.0.0.9; proxy_pass http://127.0.0.1:" + started.port() + ";")
            .replace(
                "http {",
                "http { access_log off; client_body_temp_path "
                    + folder
                    + "/b; proxy_temp_path "
                    + folder
                    + "/p; fastcgi_temp_path "
                    + folder
                    + "/f; uwsgi_temp_path "
                    + folder
                    + "/u; scgi_temp_path "
                    + folder
                    + "/s;");
    Path made = Files.writeString(folder.resolve("nginx.conf"), conf);
    Process running =
        new ProcessBuilder(
                "nginx",
                "-p",
                folder.toString(),
                "-c",
                made.toString(),
                "-e",
                folder.resolve("error.log").toString(),
                "-g",
                "daemon off; master_process off; pid " + folder.resolve("pid") + ";")
            .inheritIO()
            .start();
    nginx = running;
    awaitListening(running);
  }

  private static boolean hasNginx() throws InterruptedException {
    try {
      return new ProcessBuilder("nginx", "-v").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitListening(Process running) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertTrue(socket.isConnected());
        return;
      } catch (IOException e) {
        assertTrue(running.isAlive(), "nginx runs");
        Thread.sleep(50);
      }
    }
    throw new AssertionError("nginx listens");
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor(5, TimeUnit.SECONDS);
    }
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void thePageAndTheGossipComeThrough() throws Exception {
    HttpResponse<String> status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/status"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, status.statusCode());
    RawClient client = new RawClient(port);
    client.send(RawClient.hello("main"));
    assertInstanceOf(Frame.Welcome.class, client.next());
    client.send(new TestAuthor(1).commit("bulk", 5_000, 20));
    assertInstanceOf(Frame.Ack.class, client.next());
    client.close();
  }

  /** nginx adds who asks it, so what the client has written itself counts for nothing. */
  @Test
  void aClientIsKnownByTheAddressThatNginxTells() throws Exception {
    assertInstanceOf(Frame.Welcome.class, firstFrame(), "192.0.2.1 isn't believed");
    Files.writeString(folder.resolve("limits"), "deny-address = 127.0.0.1\n");
    long end = System.nanoTime() + PATIENCE_NANOS;
    Frame first = firstFrame();
    while (!(first instanceof Frame.Refuse) && System.nanoTime() < end) {
      Thread.sleep(200);
      first = firstFrame();
    }
    assertEquals(Code.DENIED.text(), assertInstanceOf(Frame.Refuse.class, first).code());
  }

  private Frame firstFrame() throws InterruptedException {
    RawClient client = new RawClient(port, Map.of("X-Forwarded-For", "192.0.2.1"));
    client.greet();
    Frame frame = client.next();
    client.close();
    return frame;
  }
}
