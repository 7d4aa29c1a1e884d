package dev.soulgraph.sync;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last round trips to a relay. The shortest says most: the others waited somewhere, in a queue
 * or in a page that was busy. Half of it is the best guess of how old the relay's clock reading was
 * (Cristian 1989).
 */
final class RoundTrips {
  private static final int KEPT = 5;

  private record Sample(long tripMs, long offsetMs) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private Sample best = new Sample(-1, 0);

  void add(long sentMs, long receivedMs, long relayMs) {
    long tripMs = Math.max(0, receivedMs - sentMs);
    samples.add(new Sample(tripMs, relayMs + tripMs / 2 - receivedMs));
    if (samples.size() > KEPT) {
      samples.remove();
    }
    best = samples.getFirst();
    for (Sample sample : samples) {
      best = sample.tripMs <= best.tripMs ? sample : best;
    }
  }

  /** The shortest, or −1 while there is none. */
  long bestMs() {
    return best.tripMs;
  }

  /** What must be added to this machine's clock to get the relay's; 0 while unknown. */
  long offsetMs() {
    return best.offsetMs;
  }
}
