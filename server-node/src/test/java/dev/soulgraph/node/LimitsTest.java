package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.Frame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.junit.jupiter.api.Test;

/** How much comes at once is bounded, over real sockets, and refusals have names. */
final class LimitsTest extends GuardedNode {
  @Test
  void anAddressHasSoManyConnections() throws Exception {
    serve("address-connections = 2");
    RawClient first = welcomedFrom("192.0.2.1");
    RawClient second = welcomedFrom("192.0.2.1");
    assertTurnedAway(Code.RATE_LIMIT, from("192.0.2.1"));
    RawClient other = welcomedFrom("192.0.2.2");
    first.closeBlocking();
    awaitConnections(2);
    RawClient again = welcomedFrom("192.0.2.1");
    again.assertAlive(1);
    second.assertAlive(1);
    other.assertAlive(1);
  }

  private void awaitConnections(int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (server.connections() != count && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertEquals(count, server.connections());
  }

  @Test
  void aNetworkOfIpv6CountsAsOne() throws Exception {
    serve("address-connections = 1");
    welcomedFrom("2001:db8::1").assertAlive(1);
    assertTurnedAway(Code.RATE_LIMIT, from("2001:db8::2"));
    welcomedFrom("2001:db8:0:1::1").assertAlive(1);
  }

  @Test
  void anAddressIsBelievedFromTrustedProxiesAlone() throws Exception {
    serve(GuardOptions.STANDARD.with(write("deny-address = 192.0.2.1"), List.of()));
    welcomedFrom("192.0.2.1").assertAlive(1);
    server.stop();
    serve("deny-address = 192.0.2.1");
    assertTurnedAway(Code.DENIED, from("192.0.2.1"));
    assertTurnedAway(Code.DENIED, from("198.51.100.7, 192.0.2.1"));
    // What a client has put there itself isn't taken for its address.
    welcomedFrom("192.0.2.1, 198.51.100.7").assertAlive(1);
  }

  @Test
  void anAddressOfMoreConnectionsThanItMayMakeIsTurnedAway() throws Exception {
    serve("address-connects-per-second = 1");
    int turned = 0;
    for (int i = 0; i < 30; i++) {
      RawClient client = from("192.0.2.1");
      client.greet();
      turned += client.next() instanceof Frame.Refuse ? 1 : 0;
      client.close();
    }
    assertTrue(turned > 0, "turned away: " + turned);
    welcomedFrom("192.0.2.2").assertAlive(1);
  }

  @Test
  void whoSaysNoHelloIsPartedFrom() throws Exception {
    serve("hello-seconds = 1");
    assertEnds(Code.TIMEOUT, new RawClient(server));
    RawClient.welcomed(server).assertAlive(1);
  }

  @Test
  void floodsOfBadSealsEndAConnectionAndThenAnAddress() throws Exception {
    serve("connection-bad-seals-per-second = 1", "address-bad-seals-per-second = 2");
    long began = System.nanoTime();
    int judged = 0;
    for (int i = 0; i < 10; i++) {
      RawClient client = from("192.0.2.1");
      client.greet();
      try {
        for (int j = 0; j < 200; j++) {
          client.send(forged());
        }
      } catch (WebsocketNotConnectedException e) {
        // Why, it has been told.
      }
      for (Frame frame = client.nextOrEnd(); frame != null; frame = client.nextOrEnd()) {
        if (frame instanceof Frame.Refuse refuse) {
          boolean ofCommit = refuse.about() == Frame.About.COMMIT;
          Code expected = ofCommit ? Code.SIGNATURE_INVALID : Code.RATE_LIMIT;
          assertEquals(expected.text(), refuse.code());
          judged += ofCommit ? 1 : 0;
        }
      }
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000L + 1;
    assertTrue(judged <= 20 + 2 * seconds, judged + " in " + seconds + " s");
    welcomedFrom("192.0.2.2").assertAlive(1);
  }

  private Frame.Commit forged() {
    Part honest = alice.sealed("main", alice.change("a", "x", "1"));
    Seal seal = honest.seal();
    byte[] signature = seal.signature().clone();
    signature[40] ^= 1;
    Seal bad = new Seal(seal.author(), 1, seal.root(), seal.extensions(), signature);
    return alice.commit(new Part(bad, honest.positions(), honest.leaves(), honest.absent()));
  }

  @Test
  void excessWaitsAndIsLostNowhere() throws Exception {
    serve("connection-changes-per-second = 100");
    RawClient client = RawClient.welcomed(server);
    long began = System.nanoTime();
    int commits = 13;
    for (int i = 0; i < commits; i++) {
      client.send(alice.commit("s" + i, 100, 5));
    }
    for (int i = 0; i < commits; i++) {
      assertEquals(100, client.next(Frame.Ack.class).verdicts().get(0).count());
    }
    // Ten seconds' worth come at once; the last two hundred before the last frame wait.
    assertTrue(System.nanoTime() - began > 1_500_000_000L, "it waits");
    RawClient reader = RawClient.welcomed(server);
    reader.assertAlive(1);
  }

  @Test
  void aNodeStopsQuietlyWhileExcessWaits() throws Exception {
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> uncaught.add(cause));
    try {
      serve("connection-changes-per-second = 100");
      RawClient client = RawClient.welcomed(server);
      int commits = 12;
      for (int i = 0; i < commits; i++) {
        client.send(alice.commit("s" + i, 100, 5));
      }
      // The eleventh is merged, and its socket is asked for the next a second later.
      for (int i = 0; i < commits - 1; i++) {
        client.next(Frame.Ack.class);
      }
      server.stop();
      Thread.sleep(2_000);
      assertEquals(List.of(), uncaught);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void whatCannotBeWorkedOffSoonEndsTheConnection() throws Exception {
    serve("author-changes-per-second = 10");
    RawClient client = RawClient.welcomed(server);
    client.send(alice.commit("s", 300, 5));
    assertEnds(Code.RATE_LIMIT, client);
    assertTaken(RawClient.welcomed(server), bob.commit("a", "x", "1"));
  }
}
