package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.node.limits.AddressRange;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever holds a connection without using it, or floods it, loses it; the others notice nothing.
 */
final class HostileSocketsTest {
  private static final List<AddressRange> HERE =
      List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Server server;

  @SuppressWarnings("NullAway.Init")
  private RawClient bystander;

  private void serve(String... lines) throws Exception {
    Path limits = Files.write(folder.resolve("limits"), List.of(lines));
    server =
        Server.start(
            ServeOptions.of("localhost", 0, folder.resolve("data"))
                .withGuard(GuardOptions.STANDARD.with(limits, HERE)));
    bystander = RawClient.welcomed(server);
  }

  @AfterEach
  void stop() throws Exception {
    bystander.assertAlive(7);
    server.stop();
  }

  /** A head that never ends, a byte at a time, so that the connection is never idle. */
  @Test
  void aSlowHeadIsNotWaitedFor() throws Exception {
    serve("hello-seconds = 5");
    List<RawSocket> slow = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      RawSocket socket = new RawSocket(server);
      socket.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
      slow.add(socket);
    }
    long began = System.nanoTime();
    boolean closed = false;
    while (!closed) {
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(90), "they are closed");
      Thread.sleep(500);
      try {
        for (RawSocket socket : slow) {
          socket.send("x");
        }
      } catch (IOException e) {
        closed = true;
      }
    }
    for (RawSocket socket : slow) {
      socket.close();
    }
  }

  @Test
  void anUpgradeWithoutAHelloIsNotKept() throws Exception {
    serve("hello-seconds = 1");
    try (RawSocket socket = new RawSocket(server)) {
      socket.upgrade();
      assertTrue(socket.rest().contains(Code.TIMEOUT.text()));
    }
  }

  @Test
  void aHelloThatTricklesIsNotWaitedFor() throws Exception {
    serve("hello-seconds = 1");
    try (RawSocket socket = new RawSocket(server)) {
      socket.upgrade();
      byte[] hello = FrameCodec.encode(RawClient.hello("main"));
      socket.sendMessage(hello.length, Arrays.copyOf(hello, hello.length - 1));
      assertTrue(socket.rest().contains(Code.TIMEOUT.text()));
    }
  }

  @Test
  void aMessageThatTricklesIsNotWaitedFor() throws Exception {
    serve("message-seconds = 2");
    try (RawSocket socket = new RawSocket(server)) {
      greet(socket);
      socket.sendMessage(60_000, new byte[100]);
      Thread trickle =
          new Thread(
              () -> {
                try {
                  while (true) {
                    socket.send(new byte[1]);
                    Thread.sleep(100);
                  }
                } catch (IOException | InterruptedException e) {
                  // It is over.
                }
              });
      trickle.start();
      assertTrue(socket.rest().contains(Code.TIMEOUT.text()));
      trickle.interrupt();
    }
  }

  private static void greet(RawSocket socket) throws IOException {
    socket.upgrade();
    byte[] hello = FrameCodec.encode(RawClient.hello("main"));
    socket.sendMessage(hello.length, hello);
  }

  /** It has gone without a word; nothing comes from it, pongs neither. */
  @Test
  void aHalfOpenSocketIsNotKept() throws Exception {
    serve("silence-seconds = 3");
    try (RawSocket socket = new RawSocket(server)) {
      greet(socket);
      socket.rest();
    }
  }

  @Test
  void aFloodOfAuthorsGrowsNoTableAndWaits() throws Exception {
    serve("table-entries = 50", "connection-authors-per-second = 20");
    RawClient client = RawClient.welcomed(server);
    int authors = 240;
    long began = System.nanoTime();
    for (int i = 0; i < authors; i++) {
      client.send(new TestAuthor(i).commit("s" + i, "x", "1"));
    }
    for (int i = 0; i < authors; i++) {
      assertInstanceOf(Frame.Ack.class, client.next());
    }
    // The last of them had to wait for those above ten seconds' worth.
    long leastNanos = TimeUnit.MILLISECONDS.toNanos(1_000);
    assertTrue(System.nanoTime() - began > leastNanos, "they wait");
    assertTrue(remembered("authors") <= 50);
    assertTrue(remembered("spaces") <= 50);
  }

  @Test
  void aFloodOfAddressesGrowsNoTable() throws Exception {
    serve("table-entries = 50");
    for (int i = 0; i < 120; i++) {
      RawClient client = new RawClient(server.port(), Map.of("X-Forwarded-For", "192.0.2." + i));
      client.send(RawClient.hello("main"));
      assertInstanceOf(Frame.Welcome.class, client.next());
      client.close();
    }
    assertTrue(remembered("addresses") <= 50);
  }

  @Test
  void aFloodOfConnectionsIsToldAndBounded() throws Exception {
    serve("connections = 20");
    List<RawClient> clients = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      RawClient client = new RawClient(server.port(), Map.of());
      client.greet();
      if (client.next() instanceof Frame.Refuse refuse) {
        assertTrue(refuse.code().equals(Code.RATE_LIMIT.text()));
        refused++;
      }
      clients.add(client);
    }
    assertTrue(refused >= 40 && server.connections() <= 21, refused + " refused");
    clients.forEach(RawClient::close);
  }

  @Test
  void aBurstOfConnectionsGetsNoMorePlacesThanThereAre() throws Exception {
    serve("connections = 20", "address-connections = 1000");
    List<RawClient> clients = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Boolean>> burst =
        Collections.nCopies(
            120,
            () -> {
              RawClient client = new RawClient(server.port(), Map.of());
              clients.add(client);
              client.greet();
              return client.nextOrEnd() instanceof Frame.Welcome;
            });
    ExecutorService threads = Executors.newFixedThreadPool(40);
    int welcomed = 0;
    for (Future<Boolean> each : threads.invokeAll(burst)) {
      welcomed += each.get() ? 1 : 0;
    }
    threads.shutdown();
    // The bystander has one.
    assertEquals(19, welcomed);
    clients.forEach(RawClient::close);
    RawClient later = new RawClient(server.port(), Map.of());
    later.greet();
    for (int i = 0; i < 200 && !(later.nextOrEnd() instanceof Frame.Welcome); i++) {
      Thread.sleep(50);
      later = new RawClient(server.port(), Map.of());
      later.greet();
    }
    later.assertAlive(8);
    later.close();
  }

  private int remembered(String table) throws Exception {
    String status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.url() + "/api/status")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher matcher = Pattern.compile("\"" + table + "\": (\\d+)").matcher(status);
    assertTrue(matcher.find(), status);
    return Integer.parseInt(matcher.group(1));
  }
}
