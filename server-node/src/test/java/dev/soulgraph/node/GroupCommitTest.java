package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.node.crypto.NodeKey;
import dev.soulgraph.node.gossip.Gossip;
import dev.soulgraph.node.gossip.Guest;
import dev.soulgraph.node.http.HttpFront;
import dev.soulgraph.node.store.MvStore;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.wire.Frame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written is handed on at once, and acknowledged when the disk has it: many by one force.
 */
final class GroupCommitTest {
  private static final int PATIENCE_SECONDS = 20;

  @TempDir private Path folder;

  private final TestAuthor author = new TestAuthor(1);

  /** The disk takes as many forces as there are permits. */
  private final Semaphore disk = new Semaphore(0);

  private final AtomicInteger forces = new AtomicInteger();
  private MvStore store;
  private Gossip gossip;
  private HttpFront front;

  @BeforeEach
  void open() {
    start(0);
  }

  private void start(int commitWaitMs) {
    Random random = new Random(1);
    Entropy entropy =
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        };
    WallClock clock = System::currentTimeMillis;
    store = MvStore.open(folder, Network.DEFAULT, clock, entropy);
    gossip =
        new Gossip(
            Network.DEFAULT,
            "test",
            slow(store),
            clock,
            entropy,
            NodeKey.load(folder, entropy),
            new BouncyCastleVerifier(),
            new Unguarded(),
            commitWaitMs,
            () -> false,
            failure -> {});
    gossip.start();
    front = HttpFront.start("localhost", 0, null, Map::of, visitor -> gossip.accept(Guest.TRUSTED));
  }

  private Store slow(Store real) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                return method.getName().equals("forcing") ? slow((Runnable) result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Runnable slow(Runnable waiting) {
    return () -> {
      try {
        assertTrue(disk.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      forces.incrementAndGet();
      waiting.run();
    };
  }

  @AfterEach
  void close() {
    disk.release(1000);
    gossip.stop();
    front.close();
    store.close();
  }

  private RawClient client() throws InterruptedException {
    RawClient client = new RawClient(front.port());
    client.send(RawClient.hello(Network.DEFAULT));
    client.next(Frame.Welcome.class);
    return client;
  }

  private RawClient follower() throws InterruptedException {
    RawClient follower = client();
    follower.open(1, Scope.ALL, null);
    follower.next(Frame.Level.class);
    return follower;
  }

  @Test
  void onlyTheAcknowledgementWaitsForTheDisk() throws InterruptedException {
    RawClient follower = follower();
    RawClient writer = client();
    for (int i = 1; i <= 2; i++) {
      writer.send(author.commit("people/" + i, "name", "value"));
      assertEquals(1, follower.next(Frame.Changes.class).parts().size(), "handed on");
      writer.send(new Frame.Ping(i));
      assertInstanceOf(Frame.Pong.class, writer.next(), "not acknowledged");
    }
    assertEquals(0, forces.get());
    disk.release(1);
    assertEquals(1, writer.next(Frame.Ack.class).sequence());
    disk.release(1);
    assertEquals(2, writer.next(Frame.Ack.class).sequence());
    assertEquals(2, forces.get());
  }

  @Test
  void whatCameWhileTheDiskWasBusySharesTheNextForce() throws InterruptedException {
    RawClient writer = client();
    writer.send(author.commit("people/0", "name", "value"));
    for (int i = 1; i <= 50; i++) {
      writer.send(author.commit("people/" + i, "name", "value"));
    }
    writer.assertAlive(1);
    disk.release(2);
    for (int i = 1; i <= 51; i++) {
      assertEquals(i, writer.next(Frame.Ack.class).sequence());
    }
    assertEquals(2, forces.get());
  }

  @Test
  void acknowledgementsMayWaitForCompanyThoughTheDiskIsFree() throws InterruptedException {
    close();
    disk.drainPermits();
    disk.release(1);
    start(1_000);
    RawClient writer = client();
    for (int i = 0; i < 5; i++) {
      writer.send(author.commit("people/" + i, "name", "value"));
    }
    for (int i = 1; i <= 5; i++) {
      assertEquals(i, writer.next(Frame.Ack.class).sequence());
    }
    assertEquals(1, forces.get());
  }

  @Test
  void threadsAreNamedAfterTheirStages() throws InterruptedException {
    disk.release(1);
    RawClient writer = client();
    writer.send(author.commit("people/0", "name", "value"));
    writer.next(Frame.Ack.class);
    follower();
    Set<String> names =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .collect(Collectors.toSet());
    Object stages = gossip.told().get("stages");
    for (String stage : new String[] {"web", "writer", "disk", "reader"}) {
      String name = "soulgraph-" + stage;
      assertTrue(names.stream().anyMatch(each -> each.startsWith(name)), name + " in " + names);
      assertTrue(String.valueOf(stages).contains(name), name + " in " + stages);
    }
  }
}
