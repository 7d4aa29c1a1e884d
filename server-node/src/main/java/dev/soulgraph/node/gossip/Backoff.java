package dev.soulgraph.node.gossip;

import java.util.random.RandomGenerator;

/** How long to wait before the next try: twice as long each time, and never all at once. */
final class Backoff {
  static final long MIN_MS = 1_000;
  static final long MAX_MS = 30_000;

  private final RandomGenerator random;
  private long ceilingMs = MIN_MS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Between half and all of what it has come to. */
  long nextMs() {
    long delayMs = ceilingMs / 2 + random.nextLong(ceilingMs / 2 + 1);
    ceilingMs = Math.min(MAX_MS, ceilingMs * 2);
    return delayMs;
  }

  /** It has worked: begin anew. */
  void reset() {
    ceilingMs = MIN_MS;
  }
}
