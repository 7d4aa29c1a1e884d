package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.wire.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that follow each other over real sockets. */
final class PeersTest {
  private static final long PATIENCE_MS = 60_000;
  private static final Pattern CHANGES = Pattern.compile("\"changes\": (\\d+)");

  @TempDir Path folder;
  private final List<Server> servers = new ArrayList<>();
  private final List<Tap> taps = new ArrayList<>();
  private final TestAuthor alice = new TestAuthor(1);

  private Server node(String name, URI... peers) {
    return node(name, 0, peers);
  }

  private Server node(String name, int port, URI... peers) {
    Server server =
        Server.start(
            ServeOptions.of("localhost", port, folder.resolve(name)).withPeers(List.of(peers)));
    servers.add(server);
    return server;
  }

  private static URI url(Server server) {
    return URI.create("ws://localhost:" + server.port() + "/gossip");
  }

  private Tap tap(Server server) throws IOException {
    Tap tap = new Tap(server.port());
    taps.add(tap);
    return tap;
  }

  @AfterEach
  void stop() throws IOException {
    servers.forEach(Server::stop);
    for (Tap tap : taps) {
      tap.close();
    }
  }

  private static String status(Server server) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(server.url() + "/api/status")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void await(String what, Callable<Boolean> done) throws Exception {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!done.call()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.sleep(20);
    }
  }

  private static void awaitOnline(Server server, int links) throws Exception {
    await(
        links + " links are online at " + status(server),
        () -> status(server).split("\"online\"", -1).length - 1 == links);
  }

  private static int changes(Server server) {
    Matcher found = CHANGES.matcher(status(server));
    assertTrue(found.find());
    return Integer.parseInt(found.group(1));
  }

  private static void awaitChanges(Server server, int count) throws Exception {
    await(count + " changes", () -> changes(server) == count);
  }

  private void write(Server server, String soul) throws InterruptedException {
    RawClient writer = RawClient.welcomed(server);
    writer.send(alice.commit(soul, "key", "value"));
    writer.next(Frame.Ack.class);
    writer.close();
  }

  private void write(Server server, String prefix, int count) throws InterruptedException {
    RawClient writer = RawClient.welcomed(server);
    writer.send(alice.commit(prefix, count, 20));
    writer.next(Frame.Ack.class);
    writer.close();
  }

  private static RawClient reader(Server server) throws InterruptedException {
    RawClient reader = RawClient.welcomed(server);
    reader.open(1, Scope.ALL, null);
    reader.next(Frame.Level.class);
    return reader;
  }

  @Test
  void whatIsWrittenAtOneIsReadAtTheOther() throws Exception {
    Server one = node("one");
    Server two = node("two", url(one));
    awaitOnline(two, 1);
    RawClient atOne = reader(one);
    RawClient atTwo = reader(two);
    write(one, "from/one");
    assertEquals(1, atTwo.next(Frame.Changes.class).parts().size());
    write(two, "from/two");
    atOne.next(Frame.Changes.class);
    assertEquals(1, atOne.next(Frame.Changes.class).parts().size());
    awaitOnline(one, 1);
    assertTrue(status(two).contains("\"direction\": \"out\""), status(two));
    assertTrue(status(two).contains("\"node\": \"did:key:z6Mk"), status(two));
    assertTrue(status(one).contains("\"direction\": \"in\""), status(one));
    assertTrue(status(one).contains("\"clockSkewMs\": 0"), status(one));
  }

  @Test
  void whatWasThereBeforeIsExchangedHoweverMuch() throws Exception {
    Server one = node("one");
    write(one, "one", 20_000);
    Server two = node("two");
    write(two, "two", 10_000);
    Server three = node("three", url(one), url(two));
    for (Server each : List.of(one, two, three)) {
      awaitChanges(each, 30_000);
    }
    awaitOnline(three, 2);
  }

  /** Each change crosses each link of the ring once, or twice where both ends have just got it. */
  @Test
  void aRingCarriesEachChangeOnceOverEachLink() throws Exception {
    int count = 200;
    Server one = node("one");
    Tap toOne = tap(one);
    Server two = node("two", toOne.url());
    Tap toTwo = tap(two);
    Server three = node("three", toTwo.url(), tap(one).url());
    for (Server each : List.of(one, two, three)) {
      awaitOnline(each, 2);
    }
    taps.forEach(Tap::reset);
    RawClient writer = RawClient.welcomed(one);
    for (int i = 0; i < count; i++) {
      writer.send(alice.commit("soul/" + i, "key", "value"));
      writer.next(Frame.Ack.class);
    }
    for (Server each : List.of(one, two, three)) {
      awaitChanges(each, count);
    }
    Thread.sleep(500);
    long all = 0;
    for (Tap tap : taps) {
      all += tap.both();
      System.out.printf(
          "a change on a link of the ring: %d bytes one way, %d the other%n",
          tap.up() / count, tap.down() / count);
    }
    long each = all / count / taps.size();
    assertTrue(each < 500, each + " bytes a change and link, both directions");
  }

  @Test
  void aPartitionHeals() throws Exception {
    Server one = node("one");
    Tap way = tap(one);
    Server two = node("two", way.url());
    awaitOnline(two, 1);
    way.cut();
    write(one, "left", 500);
    write(two, "right", 500);
    way.mend();
    awaitChanges(one, 1_000);
    awaitChanges(two, 1_000);
    awaitOnline(two, 1);
  }

  @Test
  void aNodeThatComesBackIsFoundAgain() throws Exception {
    Server one = node("one");
    Server two = node("two", url(one));
    write(one, "before", 10);
    awaitChanges(two, 10);
    int port = one.port();
    one.stop();
    write(two, "meanwhile", 10);
    Server again = node("one", port);
    awaitChanges(again, 20);
  }

  @Test
  void oneThatLostItsFolderIsRefilled() throws Exception {
    Server one = node("one");
    Server two = node("two", url(one));
    write(one, "before", 300);
    awaitChanges(two, 300);
    int port = one.port();
    one.stop();
    Server again = node("empty", port);
    awaitChanges(again, 300);
  }

  @Test
  void aNodeIsNotItsOwnPeer() throws Exception {
    Server one = node("one");
    int port = one.port();
    one.stop();
    Server self = node("one", port, URI.create("ws://localhost:" + port + "/gossip"));
    await("it gives up", () -> status(self).contains("\"state\": \"refused\""));
    assertTrue(status(self).contains("relay-invalid"), status(self));
  }

  @Test
  void whatDoesNotAnswerIsTriedAgain() throws Exception {
    Server one = node("one");
    Tap way = tap(one);
    way.cut();
    Server two = node("two", way.url());
    await("it is told", () -> status(two).contains("\"state\": \"connecting\""));
    way.mend();
    awaitOnline(two, 1);
  }
}
