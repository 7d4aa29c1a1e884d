package dev.soulgraph.node.gossip;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.SoulgraphException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open sockets: pings the silent, parts from the dead. The writer's. */
final class Sockets {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /** Routers forget quiet connections after a minute or less. */
  private static final int PING_EVERY_MAX_TICKS = 20;

  private static final int PINGS_UNANSWERED = 3;

  /** Whoever doesn't answer a close frame is cut off. */
  private static final long CLOSING_MAX_MS = 5_000;

  private final WallClock clock;
  private final Guard guard;
  private final Set<GossipSocket> open = new LinkedHashSet<>();
  private volatile int count;
  private int ticks;

  Sockets(WallClock clock, Guard guard) {
    this.clock = clock;
    this.guard = guard;
  }

  int count() {
    return count;
  }

  Set<GossipSocket> open() {
    return open;
  }

  void add(GossipSocket socket) {
    open.add(socket);
    count = open.size();
    LOG.debug("{} connected", socket);
  }

  boolean remove(GossipSocket socket, String why) {
    boolean known = open.remove(socket);
    count = open.size();
    if (known) {
      LOG.debug("{} gone: {}", socket, why);
    }
    return known;
  }

  /** To be called about once a second. */
  void tick() {
    ticks++;
    long now = clock.nowMs();
    long silentMaxMs = guard.silenceMs();
    int pingEvery =
        (int) Math.max(1, Math.min(PING_EVERY_MAX_TICKS, silentMaxMs / PINGS_UNANSWERED / 1000));
    for (GossipSocket socket : new ArrayList<>(open)) {
      socket.endWaiting(now);
      if (socket.outbound().isClosing() && socket.closingSinceMs == 0) {
        socket.closingSinceMs = now;
      }
      boolean lingers = socket.closingSinceMs > 0 && now - socket.closingSinceMs > CLOSING_MAX_MS;
      if (lingers || now - socket.heardAtMs() > silentMaxMs) {
        socket.disconnect();
      } else if (ticks % pingEvery == 0 && !socket.outbound().isClosing()) {
        socket.ping();
      }
    }
  }

  void closeAll(SoulgraphException reason) {
    open.forEach(socket -> socket.outbound().close(reason, true));
  }

  /** Whether something is still to be sent. */
  boolean sending() {
    return open.stream().anyMatch(socket -> socket.outbound().queuedBytes() > 0);
  }
}
