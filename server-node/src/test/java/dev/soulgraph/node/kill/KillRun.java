package dev.soulgraph.node.kill;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.MemoryClient;
import dev.soulgraph.node.cli.NodeProcess;
import dev.soulgraph.node.cli.relay.Dialogue;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Kills a real node again and again while clients write to it, starts it again on the same folder,
 * and looks whether all that was acknowledged is there. The seed chooses what is written and when
 * is killed; how far a process has come by then, nobody chooses.
 */
final class KillRun {
  private static final int WRITERS = 4;
  private static final int READER = 100;
  private static final int LOAD_MAX_MS = 1_500;

  /** A node begins its housekeeping when nothing has been written for so long. */
  private static final int IDLE_MS = 3_000;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int EXAMPLES = 10;

  private final Path data;
  private final long seed;
  private final PrintStream out;
  private final Random random;
  private final List<Writer> writers = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  KillRun(Path data, long seed, PrintStream out) {
    this.data = data;
    this.seed = seed;
    this.out = out;
    this.random = new Random(seed);
    for (int i = 1; i <= WRITERS; i++) {
      writers.add(new Writer(i, seed));
    }
  }

  /**
   * @return what was lost
   */
  List<String> run(int times) throws IOException, InterruptedException {
    out.println("seed " + seed + ", " + WRITERS + " clients, data in " + data);
    for (int round = 1; round <= times && lost.isEmpty(); round++) {
      out.println(round + " of " + times + ": " + killOnce(round));
    }
    try (NodeProcess node = NodeProcess.start(data)) {
      check(node, Scope.ALL);
    }
    long acknowledged = acknowledged();
    lost.stream().limit(EXAMPLES).forEach(out::println);
    out.println("lost " + lost.size() + " of " + acknowledged + " acknowledged, seed " + seed);
    return lost;
  }

  long acknowledged() {
    return writers.stream().mapToLong(Writer::acknowledged).sum();
  }

  private String killOnce(int round) throws IOException, InterruptedException {
    if (random.nextInt(8) == 0) {
      int afterMs = random.nextInt(2_500);
      NodeProcess.killWhileStarting(data, afterMs);
      return "killed " + afterMs + " ms after its start";
    }
    boolean idle = random.nextInt(8) == 0;
    long before = acknowledged();
    int loadMs;
    try (NodeProcess node = NodeProcess.start(data)) {
      check(node, Scope.prefix("round/" + (round - 1)));
      check(node, Scope.prefix("hot"));
      loadMs = load(node, round, idle);
    }
    return "killed after "
        + loadMs
        + " ms "
        + (idle ? "at its housekeeping" : "under load")
        + ", "
        + (acknowledged() - before)
        + " changes acknowledged";
  }

  private int load(NodeProcess node, int round, boolean idle) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    long before = acknowledged();
    for (Writer writer : writers) {
      writer.pause(false);
      Thread thread =
          new Thread(() -> writer.writeUntilGone(URI.create(node.relay()), round), "writer");
      thread.setUncaughtExceptionHandler((from, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (acknowledged() == before && failures.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    int loadMs = random.nextInt(LOAD_MAX_MS);
    Thread.sleep(loadMs);
    if (idle) {
      writers.forEach(writer -> writer.pause(true));
      Thread.sleep(IDLE_MS + random.nextInt(1_000));
    }
    node.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a writer failed", failures.get(0));
    }
    return loadMs;
  }

  /** Reads a scope as a new client does. */
  private void check(NodeProcess node, Scope scope) {
    MemoryClient reader = new MemoryClient(READER);
    try (Dialogue dialogue = reader.connect(URI.create(node.relay()))) {
      reader.catchUp(dialogue, scope);
    }
    for (Writer writer : writers) {
      writer
          .values()
          .forEach(
              (soul, least) -> {
                if (isIn(scope, soul) && value(reader, soul) < least) {
                  lost.add(soul + " is " + value(reader, soul) + ", acknowledged " + least);
                }
              });
      for (String soul : writer.gone()) {
        if (isIn(scope, soul) && value(reader, soul) >= 0) {
          lost.add(soul + " is back, its erase was acknowledged");
        }
      }
    }
  }

  private static boolean isIn(Scope scope, String soul) {
    return scope.equals(Scope.ALL) || soul.startsWith(scope.name() + "/");
  }

  private static long value(MemoryClient reader, String soul) {
    long[] found = {-1};
    reader
        .database()
        .read(
            soul,
            (key, value) -> {
              if (key.equals(Writer.KEY) && value instanceof Value.Num number) {
                found[0] = (long) number.value();
              }
            });
    return found[0];
  }
}
