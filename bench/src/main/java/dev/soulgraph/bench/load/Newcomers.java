package dev.soulgraph.bench.load;

import dev.soulgraph.graph.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** New clients that catch up with everything: one, then many at once while somebody writes. */
final class Newcomers {
  private static final int NODES_A_COMMIT = 100;
  private static final List<String> PROPERTIES = List.of("age", "bio", "city", "name", "score");
  private static final String PREFIX = "people";

  private final Path root;
  private final Amounts amounts;
  private final List<String> nodeFlags;
  private final Report report;

  Newcomers(Path root, Amounts amounts, List<String> nodeFlags, Report report) {
    this.root = root;
    this.amounts = amounts;
    this.nodeFlags = nodeFlags;
    this.report = report;
  }

  /**
   * @param quietP99 of writes while nobody catches up, in ms
   */
  void measure(double quietP99) throws IOException {
    int changes = amounts.nodes() * PROPERTIES.size();
    System.out.printf(
        "(e) %d new clients catch up with %d changes%n", amounts.newcomers(), changes);
    try (NodeProcess node = NodeProcess.serve(root.resolve("e"), "1g", nodeFlags);
        Loop loop = new Loop("first writer");
        Arrivals arrivals = Arrivals.start(node.port(), PREFIX, changes);
        Paced paced = new Paced(node.port(), 500)) {
      fill(node, loop);
      paced.measure(200);
      arrivals.catchUp(1);
      double alone = arrivals.catchUp(1);
      report.figure("one alone", alone, "changes/s");
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  paced.measure(amounts.paced() / 3);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      double together = 0;
      do {
        together = Math.max(together, arrivals.catchUp(amounts.newcomers()));
      } while (!writing.isDone());
      writing.join();
      report.atLeast(
          amounts.newcomers() + " together, as much as one alone", together, alone, "changes/s");
      paced.tell(report);
      report.atMost("a writer meanwhile, twice (c)", paced.p99(), 2 * quietP99, "ms");
    }
  }

  private void fill(NodeProcess node, Loop loop) throws IOException {
    Author author = new Author(400);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < amounts.nodes(); i += NODES_A_COMMIT) {
      List<Change> some = new ArrayList<>();
      for (int k = i; k < Math.min(amounts.nodes(), i + NODES_A_COMMIT); k++) {
        for (String property : PROPERTIES) {
          some.add(author.change(PREFIX + "/n" + (1_000_000 + k), property));
        }
      }
      frames.add(Author.frame(frames.size() + 1, author.seal(some)));
    }
    Writer writer = new Writer(loop, node.port(), frames.iterator(), 20);
    writer.start();
    writer.awaitAll();
    writer.close();
  }
}
