package dev.soulgraph.database;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.sync.ClientSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** This machine's clock, corrected by the median of the relays', whatever the offset. */
final class CorrectedClock implements WallClock {
  private final WallClock machine;
  private long offsetMs;

  CorrectedClock(WallClock machine) {
    this.machine = machine;
  }

  @Override
  public long nowMs() {
    return machine.nowMs() + offsetMs;
  }

  void correct(Collection<ClientSession> sessions) {
    List<Long> offsets = new ArrayList<>();
    for (ClientSession session : sessions) {
      if (session.ready()) {
        offsets.add(session.clockOffsetMs());
      }
    }
    if (!offsets.isEmpty()) {
      Collections.sort(offsets);
      long high = offsets.get(offsets.size() / 2);
      long low = offsets.get((offsets.size() - 1) / 2);
      // Of the two in the middle the smaller: one bad clock of two relays' moves nothing.
      offsetMs = Math.abs(low) <= Math.abs(high) ? low : high;
    }
  }

  /** Corrects by what another database with the same clock has measured. */
  void correct(long offset) {
    offsetMs = offset;
  }

  /** The error that users are to be told of, or 0. */
  long toldMs() {
    return Math.abs(offsetMs) > Tolerance.SKEW_TOLD_MS ? offsetMs : 0;
  }
}
