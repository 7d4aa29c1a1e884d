package dev.soulgraph.bench.load;

import dev.soulgraph.graph.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Updates without end over a bounded set of keys: nothing may grow. */
final class Endurance {
  private static final int KEYS = 100_000;
  private static final int CHANGES_A_COMMIT = 100;
  private static final int WINDOW = 20;
  private static final int STRETCHES = 10;
  private static final int AHEAD = 200;

  private final Path root;
  private final Amounts amounts;
  private final List<String> nodeFlags;
  private final Report report;

  /** What was seen at the end of a stretch. */
  private record Stretch(double perSecond, double heapMb, double fileMb, double ackMs) {}

  Endurance(Path root, Amounts amounts, List<String> nodeFlags, Report report) {
    this.root = root;
    this.amounts = amounts;
    this.nodeFlags = nodeFlags;
    this.report = report;
  }

  void measure() throws IOException, InterruptedException {
    int keys = Math.min(KEYS, amounts.endured() / 10);
    System.out.printf("(f) %,d changes over %,d keys, a heap of 512 MB%n", amounts.endured(), keys);
    System.out.println("     changes  changes/s  live MB  folder MB  ack ms (99 %)");
    Path folder = root.resolve("f");
    int each = amounts.endured() / CHANGES_A_COMMIT / STRETCHES;
    List<Stretch> stretches = new ArrayList<>();
    BlockingQueue<byte[]> made = new ArrayBlockingQueue<>(AHEAD);
    Thread making = new Thread(() -> make(made, keys, each * STRETCHES), "making");
    making.setDaemon(true);
    making.start();
    try (NodeProcess node = NodeProcess.serve(folder, "512m", nodeFlags);
        Loop loop = new Loop("endurance")) {
      for (int i = 0; i < STRETCHES; i++) {
        stretches.add(stretch(node, loop, made, each, folder));
        Stretch last = stretches.get(i);
        System.out.printf(
            "  %10d %10.0f %8.0f %10.0f %14.1f%n",
            (i + 1) * each * CHANGES_A_COMMIT,
            last.perSecond,
            last.heapMb,
            last.fileMb,
            last.ackMs);
      }
    }
    // The first stretches fill the set; from the third on nothing new comes.
    judge("live memory, end to third", stretches.stream().mapToDouble(Stretch::heapMb).toArray());
    judge("folder, end to third", stretches.stream().mapToDouble(Stretch::fileMb).toArray());
    judge("acknowledgements", stretches.stream().mapToDouble(Stretch::ackMs).toArray());
  }

  private void judge(String what, double[] figures) {
    double early = median(Arrays.copyOfRange(figures, 2, 5));
    double late = median(Arrays.copyOfRange(figures, STRETCHES - 3, STRETCHES));
    report.atMost(what + ": late against early", late / early, 1.25, "times");
  }

  private static double median(double[] figures) {
    Arrays.sort(figures);
    return figures[figures.length / 2];
  }

  private static void make(BlockingQueue<byte[]> made, int keys, int commits) {
    Author author = new Author(600);
    Random random = new Random(600);
    try {
      for (int i = 0; i < commits; i++) {
        List<Change> changes = new ArrayList<>();
        for (int k = 0; k < CHANGES_A_COMMIT; k++) {
          changes.add(author.change("bounded/" + random.nextInt(keys), "name"));
        }
        made.put(Author.frame(i + 1, author.seal(changes)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Stretch stretch(
      NodeProcess node, Loop loop, BlockingQueue<byte[]> made, int commits, Path folder)
      throws IOException {
    Iterator<byte[]> some =
        new Iterator<>() {
          private int left = commits;

          @Override
          public boolean hasNext() {
            return left > 0;
          }

          @Override
          public byte[] next() {
            left--;
            try {
              return made.take();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    Writer writer = new Writer(loop, node.port(), some, WINDOW);
    long began = System.nanoTime();
    writer.start();
    writer.awaitAll();
    double seconds = Ceilings.seconds(began);
    writer.close();
    return new Stretch(
        commits * CHANGES_A_COMMIT / seconds,
        node.memory().live() / 1e6,
        Size.bytes(folder) / 1e6,
        writer.ackMs(0.99));
  }
}
