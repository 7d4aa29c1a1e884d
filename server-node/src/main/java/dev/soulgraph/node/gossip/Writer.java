package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Node;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which everything is merged. It takes what waits in its inbox, merges it and hands
 * it on; only acknowledgements wait for the disk, on which another thread waits meanwhile. What is
 * merged while the disk is busy shares the next force: the slower the disk, the larger the groups.
 */
final class Writer {
  static final String THREAD = "soulgraph-writer";

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** What is handed on within so long goes together; nobody sees a change much later for it. */
  private static final long BATCH_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Housekeeping begins when nothing has been written for so long. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** What expires does so without a write. */
  private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long UNTIDY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A stop waits no longer for receivers to take their last frames. */
  private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long STOP_MAX_SECONDS = 20;

  private final Inbox inbox;
  private final Node node;
  private final Sockets sockets;
  private final Cork cork;
  private final Disk disk;
  private final Runnable tick;
  private final BooleanSupplier tidy;
  private final Consumer<Throwable> failed;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private final AtomicLong batches = new AtomicLong();
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
      Cork cork,
      Disk disk,
      Runnable tick,
      BooleanSupplier tidy,
      Consumer<Throwable> failed) {
    this.inbox = inbox;
    this.node = node;
    this.sockets = sockets;
    this.cork = cork;
    this.disk = disk;
    this.tick = tick;
    this.tidy = tidy;
    this.failed = failed;
    thread = new Thread(this::run, THREAD);
  }

  void start() {
    thread.start();
  }

  /** How many batches there have been; for any thread. */
  long batches() {
    return batches.get();
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
        long patience = untidy ? UNTIDY_NANOS : PATIENCE_NANOS;
        batch(inbox.next(Math.min(patience, disk.dueInNanos(System.nanoTime()))));
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
      cork.release();
      failed.accept(e);
    } finally {
      ended.countDown();
    }
  }

  private void batch(@Nullable Runnable first) {
    long began = System.nanoTime();
    long now = began;
    for (Runnable job = first; job != null; job = inbox.nextIfAny()) {
      cork.hold();
      job.run();
      now = System.nanoTime();
      disk.force(now);
      if (now - began > BATCH_MAX_NANOS) {
        break;
      }
    }
    if (first != null) {
      batches.incrementAndGet();
    }
    if (now - lastTick >= TICK_NANOS) {
      lastTick = now;
      tick.run();
    }
    cork.release();
    disk.force(now);
  }

  private void housekeeping() {
    long now = System.nanoTime();
    if (disk.isBusy()) {
      lastWrite = now;
      untidy = true;
      return;
    }
    boolean due = untidy || now - lastTidy > TIDY_NANOS;
    if (due && now - lastWrite > IDLE_NANOS) {
      untidy = tidy.getAsBoolean();
      lastTidy = now;
    }
  }

  private void farewell() throws InterruptedException {
    disk.hurry();
    batch(inbox.nextIfAny());
    while (disk.isBusy() || node.dirty()) {
      batch(inbox.next(UNTIDY_NANOS));
    }
    sockets.closeAll(new SoulgraphException(Code.CLOSED, "the node is being stopped", ""));
    long began = System.nanoTime();
    while (disk.isBusy() || sockets.sending() && System.nanoTime() - began < FAREWELL_NANOS) {
      batch(inbox.next(UNTIDY_NANOS / 5));
    }
  }
}
