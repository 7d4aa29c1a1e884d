package dev.soulgraph.bench.load;

import dev.soulgraph.bench.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a node verifies, merges, stores and hands on to all subscribers, as fast as it can. */
final class Throughput {
  static final int WRITERS = 8;
  private static final int WINDOW_CHANGES = 4_000;
  private static final int WARMING_DIVISOR = 2;
  private static final String PREFIX = "load";

  private final Path root;
  private final List<String> nodeFlags;

  Throughput(Path root, List<String> nodeFlags) {
    this.root = root;
    this.nodeFlags = nodeFlags;
  }

  /** Changes a second that each of the subscribers has got; all of them are on disk in the end. */
  double measure(int commits, int changesEach, int subscribers)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(root, "node");
    try (NodeProcess node = NodeProcess.serve(folder, "1g", nodeFlags);
        Loop reading = new Loop("subscribers");
        Loop writing = new Loop("writers")) {
      int warming = commits / WARMING_DIVISOR / WRITERS;
      round(node, reading, writing, 100, warming, changesEach, subscribers);
      int own = commits / WRITERS;
      double perSecond = round(node, reading, writing, 200, own, changesEach, subscribers);
      long kept = node.status("changes");
      long expected = (long) (warming + own) * WRITERS * changesEach;
      if (kept != expected) {
        throw new IllegalStateException("kept " + kept + " changes of " + expected);
      }
      return perSecond;
    } finally {
      Folders.delete(folder);
    }
  }

  private static double round(
      NodeProcess node,
      Loop reading,
      Loop writing,
      int firstAuthor,
      int commitsEach,
      int changesEach,
      int subscribers)
      throws IOException {
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      List<byte[]> frames =
          new Author(firstAuthor + i).frames(PREFIX + "/" + i, commitsEach, changesEach);
      int window = Math.max(2, WINDOW_CHANGES / WRITERS / changesEach);
      writers.add(new Writer(writing, node.port(), frames.iterator(), window));
    }
    List<Reader> readers = new ArrayList<>();
    long before = 0;
    long count = (long) commitsEach * changesEach * WRITERS;
    for (int i = 0; i < subscribers; i++) {
      Reader reader = new Reader(reading, node.port(), Long.MAX_VALUE, 0).follow(PREFIX);
      reader.awaitLevel();
      before = reader.count();
      reader.expect(before + count);
      readers.add(reader);
    }
    long began = System.nanoTime();
    writers.forEach(Writer::start);
    readers.forEach(Reader::awaitAll);
    double perSecond = count / Ceilings.seconds(began);
    writers.forEach(Writer::awaitAll);
    for (Reader reader : readers) {
      if (reader.count() != before + count) {
        throw new IllegalStateException("came " + reader.count() + " of " + (before + count));
      }
    }
    readers.forEach(Client::close);
    writers.forEach(Client::close);
    return perSecond;
  }
}
