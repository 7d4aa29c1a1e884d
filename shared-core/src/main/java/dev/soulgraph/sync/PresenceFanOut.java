package dev.soulgraph.sync;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Attend;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands on who is where, to those who have asked and follow the soul. Only what is news goes on, so
 * it ends where it is known, whatever rings the nodes form. What a receiver can't take at once it
 * doesn't get: the next will be as good. So nobody's flood or slowness costs memory.
 */
final class PresenceFanOut {
  private final Followers followers;
  private final WallClock clock;
  private final PresenceTable table = new PresenceTable(Limits.PRESENT_MAX);
  private final Map<String, Set<String>> bySoul = new LinkedHashMap<>();

  PresenceFanOut(Followers followers, WallClock clock) {
    this.followers = followers;
    this.clock = clock;
  }

  /** Whether the frame was about presence. */
  boolean handled(Peer peer, Frame frame, List<@Nullable SoulgraphException> refusals) {
    if (frame instanceof Presence said) {
      said(peer, said, refusals);
    } else if (frame instanceof Attend asked) {
      attend(peer, asked.soul());
    } else {
      return false;
    }
    return true;
  }

  /**
   * A peer says that somebody is somewhere. Who hands on what its author hasn't signed is no honest
   * client, and no honest node.
   *
   * @param refusals why its signature doesn't hold, or null
   */
  private void said(Peer peer, Presence said, List<@Nullable SoulgraphException> refusals) {
    for (SoulgraphException refusal : refusals) {
      if (refusal != null) {
        peer.reported = refusal;
        peer.close(refusal);
        return;
      }
    }
    boolean node = peer.upstream != null;
    int most = node ? Limits.PRESENCE_OF_NODE_PER_SECOND : Limits.PRESENCE_OF_CLIENT_PER_SECOND;
    int room = node ? Limits.PRESENT_OF_NODE_MAX : Limits.PRESENT_OF_CLIENT_MAX;
    boolean known = peer.present.containsKey(said.key());
    if (++peer.saidPresence > most || !known && peer.present.size() >= room) {
      return;
    }
    if (hear(said.signed(said.signature(), Presence.NONE), peer)) {
      peer.present.put(said.key(), said);
    }
  }

  private boolean hear(Presence said, @Nullable Peer origin) {
    if (!table.hear(said, clock.nowMs())) {
      return false;
    }
    String soul = said.soul().text();
    bySoul.computeIfAbsent(soul, key -> new LinkedHashSet<>()).add(said.key());
    byte[] frame = FrameCodec.encode(said);
    for (Peer peer : followers.of(said.soul())) {
      if (peer.attends && (origin == null || !peer.isSameNode(origin))) {
        send(peer, frame);
      }
    }
    return true;
  }

  private static void send(Peer peer, byte[] frame) {
    boolean late = peer.connection.queuedBytes() > Limits.PRESENCE_QUEUED_MAX_BYTES;
    if (!peer.closed && !peer.behind && !late) {
      peer.connection.send(frame);
    }
  }

  /** From now on the peer is told, and at once of those who are at a soul; null: at all. */
  private void attend(Peer peer, @Nullable Soul soul) {
    peer.attends = true;
    if (++peer.saidPresence > Limits.PRESENCE_OF_CLIENT_PER_SECOND) {
      return;
    }
    Collection<String> souls = soul == null ? List.copyOf(bySoul.keySet()) : List.of(soul.text());
    for (String each : souls) {
      for (Presence there : table.at(bySoul.getOrDefault(each, Set.of()))) {
        if (there.value() != null && followers.follows(peer, there.soul().text())) {
          send(peer, FrameCodec.encode(there));
        }
      }
    }
  }

  /** The connection has ended: those who were heard over it leave by their wills. */
  void gone(Peer peer) {
    for (Presence last : peer.present.values()) {
      if (last.value() != null && last.will().length > 0) {
        hear(last.left(), null);
      }
    }
    peer.present.clear();
  }

  /** To be called about once a second. */
  void tick(Collection<Peer> peers) {
    long nowMs = clock.nowMs();
    for (Presence gone : table.expired(nowMs)) {
      Set<String> there = bySoul.get(gone.soul().text());
      if (there != null && there.remove(gone.key()) && there.isEmpty()) {
        bySoul.remove(gone.soul().text());
      }
    }
    for (Peer peer : peers) {
      peer.saidPresence = 0;
      peer.present.values().removeIf(last -> !last.livesAt(nowMs));
    }
  }

  int size() {
    return table.size();
  }
}
