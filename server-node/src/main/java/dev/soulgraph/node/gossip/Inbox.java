package dev.soulgraph.node.gossip;

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

  void add(Runnable job) {
    queue.add(job);
  }

  void grow(long more) {
    bytes.addAndGet(more);
  }

  void shrink(long less) {
    bytes.addAndGet(-less);
  }

  boolean hasRoom() {
    return bytes.get() < MAX_BYTES;
  }

  @Nullable Runnable next(long timeoutMs) throws InterruptedException {
    return queue.poll(timeoutMs, TimeUnit.MILLISECONDS);
  }

  @Nullable Runnable nextIfAny() {
    return queue.poll();
  }
}
