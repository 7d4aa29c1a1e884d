package dev.soulgraph.node.gossip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Packs what is to be sent, off the writer's thread. What goes to many receivers is packed once:
 * they ask for it at about the same time, so the last few are remembered.
 */
final class Packers implements AutoCloseable {
  static final String THREADS = "soulgraph-packer";

  /** At most as many megabytes; what is asked for later is packed again. */
  private static final int REMEMBERED = 16;

  /** Frames are themselves, not their bytes: whoever hands on the same shares what came of it. */
  private record Same(List<byte[]> frames) {
    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Same same) || same.frames.size() != frames.size()) {
        return false;
      }
      for (int i = 0; i < frames.size(); i++) {
        if (same.frames.get(i) != frames.get(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      int last = System.identityHashCode(frames.get(frames.size() - 1));
      return 31 * (31 * System.identityHashCode(frames.get(0)) + last) + frames.size();
    }
  }

  private static final class Recent<V> extends LinkedHashMap<Same, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Same, V> eldest) {
      return size() > REMEMBERED;
    }
  }

  private final ExecutorService pool;
  private final AtomicLong count = new AtomicLong();
  private final BlockingQueue<Deflation> idle;
  private final Recent<CompletableFuture<Optional<byte[]>>> recent = new Recent<>();

  Packers(int threads) {
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            threads,
            job -> {
              Thread thread = new Thread(job, THREADS + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    idle = new ArrayBlockingQueue<>(threads);
  }

  /** Runs a job on another thread; a connection brings one at a time. */
  void run(Runnable job) {
    try {
      pool.execute(job);
    } catch (RejectedExecutionException e) {
      // The node is being stopped: what is to be said still is said by whoever says it.
      job.run();
    }
  }

  /**
   * Packs frames, in their order.
   *
   * @param then told, on whatever thread, the one message that they make, or nothing where packing
   *     doesn't pay
   */
  void pack(List<byte[]> frames, Consumer<Optional<byte[]>> then) {
    CompletableFuture<Void> unused =
        packed(frames).exceptionally(failure -> Optional.empty()).thenAccept(then);
  }

  private CompletableFuture<Optional<byte[]>> packed(List<byte[]> frames) {
    synchronized (recent) {
      return recent.computeIfAbsent(new Same(frames), same -> start(frames));
    }
  }

  private CompletableFuture<Optional<byte[]>> start(List<byte[]> frames) {
    return CompletableFuture.supplyAsync(() -> deflate(frames), this::run);
  }

  private Optional<byte[]> deflate(List<byte[]> frames) {
    count.incrementAndGet();
    Deflation idleOne = idle.poll();
    Deflation deflation = idleOne == null ? new Deflation() : idleOne;
    try {
      return Optional.ofNullable(deflation.pack(frames));
    } finally {
      idle.offer(deflation);
    }
  }

  /** How much has been deflated, however many were sent it. */
  long count() {
    return count.get();
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
