package dev.soulgraph.node.cli.relay;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One thread for everything that has state: whoever waits runs what others have posted. Sockets and
 * readers live on threads of their own and only post.
 */
public final class EventLoop {
  private static final long TICK_MS = 1000;

  /** Posters bound themselves: a socket by the bytes it has room for, a reader by its permits. */
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

  private final Runnable tick;
  private long tickedAtMs = nowMs();

  /**
   * @param tick called about once a second while somebody waits
   */
  public EventLoop(Runnable tick) {
    this.tick = tick;
  }

  /** From any thread. */
  public void post(Runnable event) {
    events.add(event);
  }

  /**
   * Runs events until {@code done}.
   *
   * @param progress while this changes, the time is counted anew
   * @return false when so much time has passed without progress
   */
  public boolean await(BooleanSupplier done, LongSupplier progress, long timeoutMs) {
    long seen = progress.getAsLong();
    long since = nowMs();
    while (!done.getAsBoolean()) {
      long now = nowMs();
      if (progress.getAsLong() != seen) {
        seen = progress.getAsLong();
        since = now;
      }
      long leftMs = since + timeoutMs - now;
      if (leftMs <= 0) {
        return false;
      }
      runNext(Math.min(leftMs, tickedAtMs + TICK_MS - now));
    }
    return true;
  }

  private void runNext(long waitMs) {
    try {
      Runnable event = events.poll(Math.max(0, waitMs), TimeUnit.MILLISECONDS);
      if (event != null) {
        event.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a relay", e);
    }
    if (nowMs() - tickedAtMs >= TICK_MS) {
      tickedAtMs = nowMs();
      tick.run();
    }
  }

  /** Elapsed time, which no clock change moves. */
  private static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }
}
