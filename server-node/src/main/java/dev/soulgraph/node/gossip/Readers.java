package dev.soulgraph.node.gossip;

import dev.soulgraph.sync.Background;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads for those who catch up, off the writer's thread. Each open scope has one job at most here,
 * and a session bounds its scopes.
 */
final class Readers implements Background, AutoCloseable {
  static final String THREADS = "soulgraph-reader";

  private final AtomicLong count = new AtomicLong();
  private final ExecutorService pool;
  private final Inbox inbox;
  private final Consumer<Throwable> failed;

  Readers(int threads, Inbox inbox, Consumer<Throwable> failed) {
    this.inbox = inbox;
    this.failed = failed;
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            threads,
            job -> {
              Thread thread = new Thread(job, THREADS + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public <T> void run(Supplier<T> job, Consumer<T> then) {
    try {
      pool.execute(() -> read(job, then));
    } catch (RejectedExecutionException e) {
      // The node is being stopped, and nobody waits for this any more.
    }
  }

  private <T> void read(Supplier<T> job, Consumer<T> then) {
    T result;
    count.incrementAndGet();
    try {
      result = job.get();
    } catch (RuntimeException e) {
      if (!pool.isShutdown()) {
        failed.accept(e);
      }
      return;
    }
    inbox.add(() -> then.accept(result));
  }

  /** How much has been read. */
  long count() {
    return count.get();
  }

  @Override
  public void close() {
    pool.shutdownNow();
    try {
      pool.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
