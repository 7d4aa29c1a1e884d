package dev.soulgraph.sync;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node's connections with other nodes, over which each follows the other. */
final class Links {
  /** One that is forgotten costs a comparison. */
  static final int CLAIMED_MAX = 1000;

  private final String network;
  private final Store store;
  private final Writer writer;
  private final NodeClock clock;
  private final Entropy entropy;
  private final NodeLimits limits;
  private final List<Upstream> all = new ArrayList<>();
  final Map<Frame.Id, Frame.Cursor> claimed = new LinkedHashMap<>();

  Links(
      String network,
      Store store,
      Writer writer,
      NodeClock clock,
      Entropy entropy,
      NodeLimits limits) {
    this.network = network;
    this.store = store;
    this.writer = writer;
    this.clock = clock;
    this.entropy = entropy;
    this.limits = limits;
  }

  /** To a node that this one has connected to. */
  ClientSession dial(Peer peer, Gate gate) {
    return follow(peer, true, gate);
  }

  /** To a node that has connected to this one. */
  ClientSession accept(Peer peer) {
    return follow(peer, false, null);
  }

  private ClientSession follow(Peer peer, boolean dialled, @Nullable Gate gate) {
    Upstream upstream = new Upstream(peer, store, writer, clock::machineMs, dialled, this);
    upstream.session(
        new ClientSession(
            network, peer.connection, clock::machineMs, entropy, gate, upstream, upstream));
    peer.upstream = upstream;
    all.add(upstream);
    return upstream.session();
  }

  /**
   * Whether another connection follows a store already. One that this node has made counts more:
   * its other end has proven who it is, while who connects may claim any store.
   */
  boolean isFollowed(Frame.Id other, Upstream but) {
    for (Upstream upstream : all) {
      if (upstream != but && upstream.follows(other) && (upstream.dialled() || !but.dialled())) {
        return true;
      }
    }
    return false;
  }

  /** A store is followed over another connection now, or over none. */
  void changed(@Nullable Upstream but) {
    for (Upstream upstream : List.copyOf(all)) {
      if (upstream != but) {
        upstream.session().update();
      }
    }
  }

  /** Where the store of who has connected was left: not on disk, for the store is but claimed. */
  Frame.@Nullable Cursor claimed(Frame.Id other) {
    return claimed.get(other);
  }

  void claimed(Frame.Cursor place) {
    claimed.put(place.store(), place);
    if (claimed.size() > limits.claimedMax()) {
      claimed.remove(claimed.keySet().iterator().next());
    }
  }

  /** The connection has gone. What it followed, another one may follow now. */
  void remove(Peer peer) {
    Upstream gone = peer.upstream;
    if (gone != null) {
      gone.session().disconnected();
      all.remove(gone);
      changed(gone);
    }
  }

  void tick() {
    List.copyOf(all).forEach(Upstream::tick);
    learnTime();
  }

  /**
   * How the clocks of those differ that this node has chosen. Two that have chosen each other, and
   * nobody else, would swap their errors: one of them keeps its own time.
   */
  private void learnTime() {
    Map<Frame.Id, Long> offsets = new LinkedHashMap<>();
    Set<Frame.Id> choosing = new LinkedHashSet<>();
    for (Upstream upstream : all) {
      ClientSession session = upstream.session();
      Frame.Id other = session.store();
      if (session.ready() && other != null) {
        if (!upstream.dialled()) {
          choosing.add(other);
        } else if (session.roundTripMs() >= 0) {
          offsets.put(other, session.clockOffsetMs());
        }
      }
    }
    long[] values = new long[offsets.size()];
    boolean yields = values.length != 1;
    int i = 0;
    for (Map.Entry<Frame.Id, Long> each : offsets.entrySet()) {
      values[i++] = each.getValue();
      Frame.Id other = each.getKey();
      yields |= !choosing.contains(other) || store.id().padded().compareTo(other.padded()) > 0;
    }
    clock.learn(values, yields);
  }

  List<Link> list() {
    List<Link> links = new ArrayList<>();
    all.forEach(upstream -> links.add(upstream.link()));
    return links;
  }
}
