package dev.soulgraph.bench.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One client writes at a steady pace, whatever comes back, another follows it. Times count from
 * when a write was due, so that a pause isn't hidden by the writes that it holds up.
 */
final class Paced implements AutoCloseable {
  private static final long EVERY_NANOS = 1_000_000_000 / 200;

  private final int port;
  private final Loop reading = new Loop("follower");
  private final Loop writing = new Loop("paced writer");
  private int author;
  private double[] ms = new double[0];

  Paced(int port, int firstAuthor) {
    this.port = port;
    author = firstAuthor;
  }

  void measure(int writes) throws IOException {
    String prefix = "paced/" + author;
    List<byte[]> frames = new Author(author++).frames(prefix, writes, 1);
    Iterator<byte[]> each = frames.iterator();
    Reader reader = new Reader(reading, port, writes, writes).follow(prefix);
    reader.awaitLevel();
    Writer writer = new Writer(writing, port, each, 0);
    writer.awaitWelcome();
    long began = System.nanoTime() + EVERY_NANOS;
    for (int i = 0; i < writes; i++) {
      long due = began + i * EVERY_NANOS;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      writer.sendNext();
    }
    reader.awaitAll();
    writer.awaitAll();
    double[] took = new double[writes];
    for (int i = 0; i < writes; i++) {
      took[i] = (reader.cameNanos(i) - began - i * EVERY_NANOS) / 1e6;
    }
    Arrays.sort(took);
    ms = took;
    reader.close();
    writer.close();
  }

  private double quantile(double part) {
    return ms[(int) (part * (ms.length - 1))];
  }

  double p99() {
    return quantile(0.99);
  }

  void tell(Report report) {
    report.figure("median of " + ms.length, quantile(0.5), "ms");
    report.figure("99th percentile", p99(), "ms");
    report.figure("99.9th percentile", quantile(0.999), "ms");
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }
}
