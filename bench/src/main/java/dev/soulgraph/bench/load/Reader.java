package dev.soulgraph.bench.load;

import dev.soulgraph.graph.Scope;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Follows a scope and counts what comes. */
final class Reader extends Client {
  private static final int SCOPE = 1;

  private final CountDownLatch level = new CountDownLatch(1);
  private final CountDownLatch all = new CountDownLatch(1);
  private volatile long expected;

  /** When each change came, for as many as were asked for. */
  private final long[] cameNanos;

  private volatile long count;
  private volatile long levelNanos;

  /**
   * @param expected so many changes are all
   * @param timed of so many the times are kept
   */
  Reader(Loop loop, int port, long expected, int timed) throws IOException {
    super(loop, port);
    this.expected = expected;
    cameNanos = new long[timed];
  }

  Reader follow(String prefix) {
    open(SCOPE, Scope.prefix(prefix));
    return this;
  }

  /** Before any of it is sent. */
  void expect(long more) {
    expected = more;
  }

  void awaitLevel() {
    await(level, "level");
  }

  void awaitAll() {
    await(all, "all of " + expected + " changes, but " + count);
  }

  long count() {
    return count;
  }

  long levelNanos() {
    return levelNanos;
  }

  long cameNanos(int change) {
    return cameNanos[change];
  }

  @Override
  public void changes(int scope, long number, int changes) {
    long before = count;
    long now = before < cameNanos.length ? System.nanoTime() : 0;
    for (long i = before; i < Math.min(before + changes, cameNanos.length); i++) {
      cameNanos[(int) i] = now;
    }
    count = before + changes;
    if (count >= expected) {
      all.countDown();
    }
  }

  @Override
  public void level(int scope) {
    levelNanos = System.nanoTime();
    level.countDown();
  }
}
