package dev.soulgraph.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.storage.Commits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A force that fails while somebody compares: the store takes nothing more all the same. */
final class FailedForceTest {
  private static final long PATIENCE_SECONDS = 30;

  /** So long whoever compares is in the store; without the failure it would go on at once. */
  private static final long INSIDE_MS = 300;

  @TempDir Path folder;

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean asked;

  /** Who compares asks for the time while it has the store alone. */
  private long nowMs() {
    if (asked && Thread.currentThread().getName().equals("comparing")) {
      asked = false;
      inside.countDown();
      await(over, INSIDE_MS, TimeUnit.MILLISECONDS);
    }
    return Commits.EPOCH >> Tolerance.COUNTER_BITS;
  }

  private static boolean await(CountDownLatch latch, long time, TimeUnit unit) {
    try {
      return latch.await(time, unit);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStoreWhoseForceHasFailedTakesNothingMoreWhoeverElseIsAtIt() throws InterruptedException {
    VolatileDisk disk = new VolatileDisk(folder);
    MvStore store = disk.open("main", this::nowMs, MvStoreTest::random);
    store.merge(Commits.commit(Commits.change(1, Commits.EPOCH, "soul", "key", "value")), null);
    Thread comparing =
        new Thread(() -> store.compare(Scope.ALL, items -> items.size()), "comparing");
    AtomicBoolean failed = new AtomicBoolean();
    disk.watch(
        operation -> {
          if (operation instanceof Platter.Force && !failed.getAndSet(true)) {
            asked = true;
            comparing.start();
            assertTrue(await(inside, PATIENCE_SECONDS, TimeUnit.SECONDS), "it compares");
            throw new IOException("no space is left");
          }
        });
    assertEquals(Code.STORAGE_FAILED, assertThrows(SoulgraphException.class, store::force).code());
    over.countDown();
    comparing.join();
    assertThrows(SoulgraphException.class, () -> store.compare(Scope.ALL, items -> items.size()));
    assertThrows(SoulgraphException.class, store::force);
    store.close();
    disk.remove();
  }
}
