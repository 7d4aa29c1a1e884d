package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Node;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which everything is merged. It takes what waits in its inbox as one batch, merges
 * and hands on, forces the disk once, then acknowledges: the slower the disk, the larger the
 * batches, so waiting costs throughput nothing.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** After so long a batch ends though more waits: nobody's acknowledgement waits much longer. */
  private static final long BATCH_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Housekeeping begins when nothing has been written for so long. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** What expires does so without a write. */
  private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A stop waits no longer for receivers to take their last frames. */
  private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long STOP_MAX_SECONDS = 20;

  private final Inbox inbox;
  private final Node node;
  private final Sockets sockets;
  private final Runnable tick;
  private final BooleanSupplier tidy;
  private final Consumer<Throwable> failed;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean stopping;
  private long lastTick = System.nanoTime();
  private long lastWrite = System.nanoTime();
  private long lastTidy = System.nanoTime();
  private boolean untidy = true;

  /**
   * @param tick called about once a second
   */
  Writer(
      Inbox inbox,
      Node node,
      Sockets sockets,
      Runnable tick,
      BooleanSupplier tidy,
      Consumer<Throwable> failed) {
    this.inbox = inbox;
    this.node = node;
    this.sockets = sockets;
    this.tick = tick;
    this.tidy = tidy;
    this.failed = failed;
    thread = new Thread(this::run, "soulgraph-writer");
  }

  void start() {
    thread.start();
  }

  boolean isStopping() {
    return stopping;
  }

  /** Returns when all that had come in is on disk and everybody has been told. */
  void stop() {
    stopping = true;
    inbox.add(() -> {});
    try {
      if (Thread.currentThread() != thread && !ended.await(STOP_MAX_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The writer didn't end within {} s", STOP_MAX_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        batch(inbox.next(untidy ? 100 : 1000));
        housekeeping();
      }
      farewell();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      stopping = true;
      sockets.closeAll(
          new SoulgraphException(
              Code.STORAGE_FAILED, "the node's disk takes what it is given", ""));
      failed.accept(e);
    } finally {
      ended.countDown();
    }
  }

  private void batch(@Nullable Runnable first) {
    long began = System.nanoTime();
    for (Runnable job = first; job != null; job = inbox.nextIfAny()) {
      job.run();
      if (System.nanoTime() - began > BATCH_MAX_NANOS) {
        break;
      }
    }
    long now = System.nanoTime();
    if (now - lastTick >= TICK_NANOS) {
      lastTick = now;
      tick.run();
    }
    if (node.dirty()) {
      node.flush();
      lastWrite = System.nanoTime();
      untidy = true;
    }
  }

  private void housekeeping() {
    long now = System.nanoTime();
    boolean due = untidy || now - lastTidy > TIDY_NANOS;
    if (due && now - lastWrite > IDLE_NANOS) {
      untidy = tidy.getAsBoolean();
      lastTidy = now;
    }
  }

  private void farewell() throws InterruptedException {
    batch(inbox.nextIfAny());
    sockets.closeAll(new SoulgraphException(Code.CLOSED, "the node is being stopped", ""));
    long began = System.nanoTime();
    while (sockets.sending() && System.nanoTime() - began < FAREWELL_NANOS) {
      batch(inbox.next(20));
    }
  }
}
