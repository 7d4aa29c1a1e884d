package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Frame;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Who isn't served and is told why, in answer to its first frame: a page learns nothing from an
 * HTTP status.
 */
final class Unwanted implements Guest {
  /** So many are told at a time; beyond that it is a flood, and gets the status alone. */
  private static final int MAX = 200;

  private final SoulgraphException reason;
  private final AtomicInteger open;
  private boolean gone;

  private Unwanted(SoulgraphException reason, AtomicInteger open) {
    this.reason = reason;
    this.open = open;
  }

  static @Nullable Unwanted of(SoulgraphException reason, AtomicInteger open) {
    if (open.incrementAndGet() > MAX) {
      open.decrementAndGet();
      return null;
    }
    return new Unwanted(reason, open);
  }

  @Override
  public @Nullable SoulgraphException judge(Frame frame, int bytes) {
    throw reason;
  }

  @Override
  public void badSeal() {}

  @Override
  public long pauseNanos() {
    return 0;
  }

  @Override
  public synchronized void left() {
    if (!gone) {
      gone = true;
      open.decrementAndGet();
    }
  }
}
