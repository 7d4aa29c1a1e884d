package dev.soulgraph.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Many connections, of which some do something: what each costs, and that none is lost. */
final class Crowd {
  private static final double BOUND_BYTES = 40_000;

  /** What a node keeps in any case, its caches and compiled code, has to be there before. */
  private static final int WARMING_COMMITS = 20_000;

  private final Path root;
  private final Amounts amounts;
  private final List<String> nodeFlags;
  private final Report report;

  Crowd(Path root, Amounts amounts, List<String> nodeFlags, Report report) {
    this.root = root;
    this.amounts = amounts;
    this.nodeFlags = nodeFlags;
    this.report = report;
  }

  void measure() throws IOException, InterruptedException {
    System.out.printf(
        "(d) %d idle connections and %d that write once a second%n",
        amounts.idle(), amounts.active());
    List<Client> clients = new ArrayList<>();
    try (NodeProcess node = NodeProcess.serve(root.resolve("d"), "1g", nodeFlags);
        Loop loop = new Loop("crowd")) {
      warm(node, loop);
      NodeProcess.Memory before = node.memory();
      for (int i = 0; i < amounts.idle(); i++) {
        clients.add(new Reader(loop, node.port(), 1, 0).follow("idle/" + i));
      }
      clients.forEach(each -> ((Reader) each).awaitLevel());
      NodeProcess.Memory idle = node.memory();
      List<Reader> readers = new ArrayList<>();
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < amounts.active() / 2; i++) {
        // Each is a connection, so two make one who writes and one who follows.
        String prefix = "active/" + i;
        readers.add(new Reader(loop, node.port(), 2L * amounts.activeSeconds(), 0).follow(prefix));
        List<byte[]> frames = new Author(1_000 + i).frames(prefix, 2 * amounts.activeSeconds(), 1);
        writers.add(new Writer(loop, node.port(), frames.iterator(), 0));
      }
      writers.forEach(Client::awaitWelcome);
      write(writers);
      readers.forEach(Reader::awaitAll);
      writers.forEach(Writer::awaitAll);
      NodeProcess.Memory active = node.memory();
      clients.addAll(readers);
      clients.addAll(writers);
      long dropped = clients.stream().filter(Client::isDropped).count();
      report.figure("connected", (double) node.status("connections"), "");
      report.figure(
          "idle, live memory each", (double) (idle.live() - before.live()) / amounts.idle(), "B");
      report.figure(
          "resident at first, with the idle, with all",
          before.resident() / 1e6,
          String.format("MB, %.0f MB, %.0f MB", idle.resident() / 1e6, active.resident() / 1e6));
      double all = amounts.idle() + amounts.active();
      report.atMost("live memory each", (active.live() - before.live()) / all, BOUND_BYTES, "B");
      report.atMost(
          "resident memory each", (active.resident() - before.resident()) / all, BOUND_BYTES, "B");
      report.atMost("connections lost", (double) dropped, 0, "");
    } finally {
      clients.forEach(Client::close);
    }
  }

  private void warm(NodeProcess node, Loop loop) throws IOException {
    int commits = Math.min(WARMING_COMMITS, 20 * amounts.active());
    Writer writer =
        new Writer(loop, node.port(), new Author(999).frames("warm", commits, 1).iterator(), 1_000);
    writer.start();
    writer.awaitAll();
    writer.close();
  }

  /** Each writer twice a second, which makes each of the pair's connections active once. */
  private void write(List<Writer> writers) {
    long every = 500_000_000L / writers.size();
    long due = System.nanoTime();
    for (int round = 0; round < 2 * amounts.activeSeconds(); round++) {
      for (Writer writer : writers) {
        due += every;
        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        writer.sendNext();
      }
    }
  }
}
