package dev.soulgraph.node.store;

import static dev.soulgraph.storage.Commits.change;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Commits;
import dev.soulgraph.storage.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers on threads of their own, while one writer merges, forces and tidies. */
final class ReadersTest {
  private static final int SOULS = 200;
  private static final int ROUNDS = 150;

  @TempDir Path folder;

  @Test
  void everyPieceIsWholeWhileTheWriterGoesOn() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger readings = new AtomicInteger();
    try (MvStore store = MvStore.open(folder, "main", () -> 0L, MvStoreTest::random)) {
      List<Future<?>> readers = new ArrayList<>();
      for (Scope scope : List.of(Scope.ALL, Scope.prefix("node"))) {
        readers.add(threads.submit(() -> read(store, scope, over, readings)));
      }
      List<Part> parts = write(store);
      over.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
      assertTrue(readings.get() > 0);
      List<Part> left = Reading.all(store, Scope.ALL, 0, 1 << 20);
      assertEquals(Commits.winners(parts), Reading.winners(left));
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private static List<Part> write(MvStore store) {
    List<Part> parts = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int soul = (round * 37 + i) % SOULS;
        changes.add(change(1, round, "node/" + soul, "name", "value " + round));
      }
      Part part = Commits.commit(changes);
      parts.add(part);
      store.merge(part, null);
      store.force();
      if (round % 10 == 0) {
        store.tidy();
      }
    }
    return parts;
  }

  /** A change that is beaten between two pieces may be missed, but no proof may be broken. */
  private static void read(MvStore store, Scope scope, AtomicBoolean over, AtomicInteger readings) {
    while (!over.get()) {
      Reading.all(store, scope, 0, 2_000);
      readings.incrementAndGet();
    }
  }
}
