package dev.soulgraph.sync;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;

/** Asks the other side for its clock now and then, and knows since when it has been silent. */
final class Pings {
  private static final int EVERY_TICKS = 5;

  /** So many come one a tick at first: what the start delays says little of the way. */
  private static final int AT_FIRST = 3;

  private static final int SILENT_MAX_TICKS = 20;

  private final Connection connection;
  private final WallClock clock;
  private final RoundTrips roundTrips = new RoundTrips();
  private long sentMs;
  private int token;
  private boolean open;
  private int ticks;
  private int heardAtTick;

  Pings(Connection connection, WallClock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  RoundTrips roundTrips() {
    return roundTrips;
  }

  void heard() {
    heardAtTick = ticks;
  }

  /**
   * To be called about once a second.
   *
   * @return false when the other side has been silent for too long
   */
  boolean tick(boolean ready) {
    ticks++;
    if (ready && (token < AT_FIRST || ticks % EVERY_TICKS == 0)) {
      sentMs = clock.nowMs();
      open = true;
      connection.send(FrameCodec.encode(new Frame.Ping(++token)));
    }
    return ticks - heardAtTick <= SILENT_MAX_TICKS;
  }

  /** Whether that was the answer to the last one. */
  boolean answered(Frame.Pong pong) {
    boolean last = open && pong.token() == token;
    if (last) {
      open = false;
      measured(sentMs, pong.clockMs());
    }
    return last;
  }

  void measured(long askedMs, long theirMs) {
    roundTrips.add(askedMs, clock.nowMs(), theirMs);
  }
}
