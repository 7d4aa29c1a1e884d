package dev.soulgraph.node.gossip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private final Backoff backoff = new Backoff(new SplittableRandom(1));

  private void assertWithin(long ceilingMs) {
    long ms = backoff.nextMs();
    assertTrue(ms >= ceilingMs / 2 && ms <= ceilingMs, ms + " of " + ceilingMs);
  }

  @Test
  void waitsLongerEachTimeUpToABound() {
    for (long ceilingMs : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
      assertWithin(ceilingMs);
    }
  }

  @Test
  void beginsAnewOnceItHasWorked() {
    assertWithin(1_000);
    assertWithin(2_000);
    backoff.reset();
    assertWithin(1_000);
  }
}
