package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.wire.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of a hundred readers stops reading, on real sockets and the node's real threads. */
final class StalledReaderTest {
  private static final int READERS = 100;
  private static final int COMMITS = 50;

  /** What only the stalled one follows: 35 MB, of which 8 may wait for it. */
  private static final int BULK_CHANGES = 1_000;

  private static final int BULK_CHARS = 700;
  private static final long GROWN_MAX_BYTES = 3L * Limits.OUTBOUND_MAX_BYTES;

  /** Far more than chance: a node that waited for the stalled one would wait for ever. */
  private static final int LATENCY_FACTOR = 20;

  private static final double LATENCY_FLOOR_MS = 250;

  @TempDir Path folder;
  private final TestAuthor author = new TestAuthor(1);

  @Test
  void itChangesNeitherTheOthersLatencyNorTheHeap() throws InterruptedException {
    Server server = Server.start(ServeOptions.of("localhost", 0, folder.resolve("data")));
    try {
      List<RawClient> readers = new ArrayList<>();
      for (int i = 1; i < READERS; i++) {
        RawClient reader = RawClient.welcomed(server);
        reader.open(1, Scope.prefix("news"), null);
        reader.next(Frame.Level.class);
        readers.add(reader);
      }
      RawClient writer = RawClient.welcomed(server);
      run(writer, readers, 1);
      double before = run(writer, readers, 2);
      long heapBefore = heap();
      SlowClient stalled = new SlowClient(server);
      double beside = run(writer, readers, 3);
      long grown = heap() - heapBefore;
      assertTrue(
          beside < LATENCY_FACTOR * before + LATENCY_FLOOR_MS,
          "median ms: " + before + ", beside a stalled reader " + beside);
      assertTrue(grown < GROWN_MAX_BYTES, grown + " bytes more on the heap");
      stalled.letGo();
      assertTrue(stalled.hasSeen(3 * COMMITS * (BULK_CHANGES + 1)), "it lacks nothing in the end");
    } finally {
      server.stop();
    }
  }

  /** The median of the times from sending a change until every reader has it, in ms. */
  private double run(RawClient writer, List<RawClient> readers, int phase)
      throws InterruptedException {
    double[] times = new double[COMMITS];
    for (int i = 0; i < COMMITS; i++) {
      writer.send(author.commit("bulk/" + phase + "/" + i, BULK_CHANGES, BULK_CHARS));
      writer.next(Frame.Ack.class);
      long began = System.nanoTime();
      writer.send(author.commit("news/" + phase + "/" + i, "name", "value"));
      for (RawClient reader : readers) {
        reader.next(Frame.Changes.class);
      }
      times[i] = (System.nanoTime() - began) / 1e6;
      writer.next(Frame.Ack.class);
    }
    Arrays.sort(times);
    return times[COMMITS / 2];
  }

  /** What is reachable, the least of several readings. */
  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
