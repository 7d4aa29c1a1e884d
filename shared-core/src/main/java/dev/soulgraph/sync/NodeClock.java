package dev.soulgraph.sync;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.clock.WallClock;
import java.util.Arrays;
import java.util.Collection;

/**
 * A node's machine's clock, corrected by the median of the nodes that it has chosen to connect to,
 * within what changes are deferred for. A clock that is further off is somebody's to mend: it is
 * told, and left alone. Nodes tell each other their machine's time, or errors would go in circles.
 *
 * <p>Whoever connects here corrects nothing: anybody could.
 */
final class NodeClock implements WallClock {
  static final long CORRECTED_MAX_MS = Tolerance.DEFER_AHEAD_MS;

  /** So many clients have to agree before they are worth a warning. */
  static final int CLIENTS_MIN = 3;

  private final WallClock machine;
  private volatile long offsetMs;
  private volatile long correctionMs;

  NodeClock(WallClock machine) {
    this.machine = machine;
  }

  @Override
  public long nowMs() {
    return machineMs() + correctionMs;
  }

  long machineMs() {
    return machine.nowMs();
  }

  /** What others are told the time is: clients the corrected, nodes the machine's. */
  long forOthersMs(boolean node) {
    return Math.max(0, node ? machineMs() : nowMs());
  }

  /**
   * Learns what must be added to the machine's clock to get others'. Of none it learns nothing.
   *
   * @param yields whether they, rather than this machine, are believed
   */
  void learn(long[] offsets, boolean yields) {
    if (offsets.length > 0) {
      offsetMs = median(offsets);
      correctionMs = yields && Math.abs(offsetMs) <= CORRECTED_MAX_MS ? offsetMs : 0;
    }
  }

  /** The error that is told, as what must be added; 0 where it is small. */
  long toldMs() {
    return told(offsetMs);
  }

  /** By how much the clients' clocks are ahead of this one; 0 where little, or where few say. */
  long clientsAheadMs(Collection<Peer> peers) {
    long[] ahead = new long[peers.size()];
    int count = 0;
    for (Peer peer : peers) {
      if (peer.welcomed && peer.upstream == null) {
        ahead[count++] = peer.aheadMs;
      }
    }
    return count < CLIENTS_MIN ? 0 : told(median(Arrays.copyOf(ahead, count)) - correctionMs);
  }

  private static long told(long errorMs) {
    return Math.abs(errorMs) > Tolerance.SKEW_TOLD_MS ? errorMs : 0;
  }

  /** Of the two in the middle the smaller error: one bad clock of two others moves nothing. */
  private static long median(long[] values) {
    Arrays.sort(values);
    long high = values[values.length / 2];
    long low = values[(values.length - 1) / 2];
    return Math.abs(low) <= Math.abs(high) ? low : high;
  }
}
