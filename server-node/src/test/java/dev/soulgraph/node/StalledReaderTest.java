package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.wire.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of a hundred readers stops reading, on real sockets and the node's real threads. Phases with
 * it and without it take turns in one run, so that whatever else the machine does falls on both;
 * what the stalled one costs shows in every pair of them, what chance does only in some.
 */
final class StalledReaderTest {
  private static final int READERS = 100;

  /** As many pairs of phases at least, and at most where chance falls on those with it. */
  private static final int PAIRS_MIN = 2;

  private static final int PAIRS_MAX = 8;
  private static final int COMMITS = 60;

  /** What only the stalled one follows: 22 MB in each phase, of which 8 may wait for it. */
  private static final int COMMITS_A_BULK = 2;

  private static final int BULK_CHANGES = 1_000;
  private static final int BULK_CHARS = 700;

  /**
   * What waits for it may be more by the piece that went over the limit; and there are its buffers,
   * here those of its own end too, and the message that is being packed.
   */
  private static final long HELD_MAX_BYTES = Limits.OUTBOUND_MAX_BYTES + (5L << 20);

  /** While less waits, catching up goes on: if it were never more, nobody would have stalled. */
  private static final long HELD_MIN_BYTES = Limits.OUTBOUND_LOW_BYTES;

  private static final double MEDIAN_FACTOR = 1.25;
  private static final double HIGH_FACTOR = 1.5;

  /** Timers and schedulers aren't finer. */
  private static final double GRAIN_MS = 1;

  private static final int PATIENCE_SECONDS = 30;

  @TempDir Path folder;
  private final TestAuthor author = new TestAuthor(1);
  private final List<RawClient> readers = new ArrayList<>();
  private Server server;
  private RawClient writer;
  private int commits;
  private int phases;

  @BeforeEach
  void connectAll() throws InterruptedException {
    server = Server.start(ServeOptions.of("localhost", 0, folder.resolve("data")));
    for (int i = 1; i < READERS; i++) {
      RawClient reader = RawClient.welcomed(server);
      reader.open(1, Scope.prefix("news"), null);
      reader.next(Frame.Level.class);
      readers.add(reader);
    }
    writer = RawClient.welcomed(server);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  /** Times from sending a change until a reader has it, in ms, of all readers. */
  private record Times(double median, double high) {
    static Times of(double[] times) {
      Arrays.sort(times);
      return new Times(times[times.length / 2], times[times.length * 99 / 100]);
    }
  }

  @Test
  void itChangesNeitherTheOthersLatencyNorTheHeap() throws InterruptedException, IOException {
    run();
    run();
    double median = Double.MAX_VALUE;
    double high = Double.MAX_VALUE;
    long mostHeld = 0;
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < PAIRS_MIN || i < PAIRS_MAX && !isLow(median, high); i++) {
      Times without = run();
      SlowClient stalled = stall();
      Times with = run();
      long heap = heap();
      stalled.vanish();
      awaitConnections(READERS);
      long held = heap - heap();
      said.append(without).append(", beside it ").append(with).append(", held ").append(held);
      said.append('\n');
      assertTrue(held < HELD_MAX_BYTES, held + " bytes are held for it");
      mostHeld = Math.max(mostHeld, held);
      median = Math.min(median, with.median / (without.median + GRAIN_MS));
      high = Math.min(high, with.high / (without.high + GRAIN_MS));
    }
    assertTrue(mostHeld > HELD_MIN_BYTES, "it has read:\n" + said);
    assertTrue(isLow(median, high), median + " and " + high + " times at best:\n" + said);
    SlowClient stalled = stall();
    run();
    stalled.letGo();
    assertTrue(stalled.hasSeen(COMMITS / COMMITS_A_BULK * BULK_CHANGES), "it lacks nothing");
  }

  private static boolean isLow(double median, double high) {
    return median < MEDIAN_FACTOR && high < HIGH_FACTOR;
  }

  /** Follows what is written in bulk in the next phase. */
  private SlowClient stall() throws InterruptedException, IOException {
    SlowClient stalled = new SlowClient(server, Scope.prefix("bulk/" + (phases + 1)));
    awaitConnections(READERS + 1);
    return stalled;
  }

  private Times run() throws InterruptedException {
    phases++;
    double[] times = new double[COMMITS * readers.size()];
    int count = 0;
    for (int i = 0; i < COMMITS; i++) {
      if (i % COMMITS_A_BULK == 0) {
        writer.send(author.commit("bulk/" + phases + "/" + i, BULK_CHANGES, BULK_CHARS));
        writer.next(Frame.Ack.class);
      }
      long began = System.nanoTime();
      writer.send(author.commit("news/" + commits++, "name", "value"));
      for (RawClient reader : readers) {
        reader.next(Frame.Changes.class);
        times[count++] = (System.nanoTime() - began) / 1e6;
      }
      writer.next(Frame.Ack.class);
    }
    return Times.of(times);
  }

  private void awaitConnections(int count) throws InterruptedException, IOException {
    HttpRequest status =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/api/status"))
            .build();
    HttpClient http = HttpClient.newHttpClient();
    String sought = "\"connections\":" + count + ",";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String said = "";
    while (!said.contains(sought)) {
      assertTrue(System.nanoTime() < end, said);
      Thread.sleep(20);
      said = http.send(status, BodyHandlers.ofString()).body().replace(" ", "");
    }
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
