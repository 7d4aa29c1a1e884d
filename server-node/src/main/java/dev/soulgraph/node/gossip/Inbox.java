package dev.soulgraph.node.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer. Bounded by the sockets, which ask for no further frame while too much
 * waits; beside frames there is no more than an event or two a connection.
 */
final class Inbox {
  /** Frames unfold to about ten times their size: this keeps what waits within some 200 MB. */
  static final long MAX_BYTES = 16 << 20;

  /** One frame is read ahead of the one that the writer is at; more would only take from others. */
  static final long MAX_BYTES_PER_CONNECTION = 1 << 20;

  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();

  /** One of a connection at most. */
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(long bytes, Runnable job) {}

  void add(Runnable job) {
    queue.add(job);
  }

  void grow(long more) {
    bytes.addAndGet(more);
  }

  /** What was counted is no more; whoever waits for room and has it now is let in. */
  void shrink(long less) {
    bytes.addAndGet(-less);
    List<Runnable> admitted = new ArrayList<>();
    synchronized (waiting) {
      while (!waiting.isEmpty() && fits(waiting.element().bytes)) {
        grow(waiting.element().bytes);
        admitted.add(waiting.remove().job);
      }
    }
    admitted.forEach(Runnable::run);
  }

  /**
   * Counts bytes before they are there, for a job that makes them: a packed message is small until
   * it is opened. The job runs now or, where there is no room, once there is, from {@link #shrink}.
   */
  void admit(long more, Runnable job) {
    synchronized (waiting) {
      if (!waiting.isEmpty() || !fits(more)) {
        waiting.add(new Waiting(more, job));
        return;
      }
      grow(more);
    }
    job.run();
  }

  private boolean fits(long more) {
    return bytes.get() + more <= MAX_BYTES;
  }

  /** What is counted, for any thread. */
  long bytes() {
    return bytes.get();
  }

  boolean hasRoom() {
    return bytes.get() < MAX_BYTES;
  }

  @Nullable Runnable next(long timeoutNanos) throws InterruptedException {
    return queue.poll(timeoutNanos, TimeUnit.NANOSECONDS);
  }

  @Nullable Runnable nextIfAny() {
    return queue.poll();
  }
}
