package dev.soulgraph.node.gossip;

import dev.soulgraph.sync.Node;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When what was merged is forced to disk: the writer begins it, this thread waits for it, and tells
 * the writer, which acknowledges. One force is under way at a time. All but counting is the
 * writer's.
 */
final class Disk implements AutoCloseable {
  static final String THREAD = "soulgraph-disk";

  private final Node node;
  private final Inbox inbox;
  private final ExecutorService waiting =
      Executors.newSingleThreadExecutor(
          job -> {
            Thread thread = new Thread(job, THREAD);
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicLong forces = new AtomicLong();
  private final AtomicLong forcingNanos = new AtomicLong();
  private long waitNanos;
  private boolean busy;
  private boolean dirty;
  private long dirtySinceNanos;

  /**
   * @param waitNanos so long a change may wait for others to share its force, where the disk is
   *     free
   */
  Disk(Node node, Inbox inbox, long waitNanos) {
    this.node = node;
    this.inbox = inbox;
    this.waitNanos = waitNanos;
  }

  /** From now on nothing waits for company. */
  void hurry() {
    waitNanos = 0;
  }

  /** Whether a force is under way; nothing else may write the store's file then. */
  boolean isBusy() {
    return busy;
  }

  /** When {@link #force} has something to do, unless something happens before. */
  long dueInNanos(long nowNanos) {
    return busy || !dirty ? Long.MAX_VALUE : Math.max(0, dirtySinceNanos + waitNanos - nowNanos);
  }

  /** Begins a force if there is anything to force, the disk is free, and the time has come. */
  void force(long nowNanos) {
    if (!dirty && node.dirty()) {
      dirty = true;
      dirtySinceNanos = nowNanos;
    }
    if (dueInNanos(nowNanos) > 0) {
      return;
    }
    dirty = false;
    busy = true;
    Runnable forcing = node.forcing();
    waiting.execute(() -> inbox.add(settled(forcing)));
  }

  /** What the writer is told. */
  private Runnable settled(Runnable forcing) {
    long began = System.nanoTime();
    try {
      forcing.run();
    } catch (RuntimeException | Error e) {
      return () -> {
        throw e;
      };
    }
    forces.incrementAndGet();
    forcingNanos.addAndGet(System.nanoTime() - began);
    return () -> {
      busy = false;
      node.forced();
    };
  }

  /** How often was forced; for any thread. */
  long forces() {
    return forces.get();
  }

  /** How long was waited for the disk, in all; for any thread. */
  long forcingMs() {
    return forcingNanos.get() / 1_000_000;
  }

  @Override
  public void close() {
    waiting.shutdown();
  }
}
