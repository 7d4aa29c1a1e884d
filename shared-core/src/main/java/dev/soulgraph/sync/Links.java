package dev.soulgraph.sync;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node's connections with other nodes, over which each follows the other. */
final class Links {
  /** One that is forgotten costs a comparison. */
  private static final int CLAIMED_MAX = 1000;

  private final String network;
  private final Store store;
  private final Writer writer;
  private final WallClock clock;
  private final Entropy entropy;
  private final List<Upstream> all = new ArrayList<>();
  private final Map<Frame.Id, Frame.Cursor> claimed = new LinkedHashMap<>();

  Links(String network, Store store, Writer writer, WallClock clock, Entropy entropy) {
    this.network = network;
    this.store = store;
    this.writer = writer;
    this.clock = clock;
    this.entropy = entropy;
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
    Upstream upstream = new Upstream(peer, store, writer, clock, dialled, this);
    upstream.session(
        new ClientSession(network, peer.connection, clock, entropy, gate, upstream, upstream));
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
    if (claimed.size() > CLAIMED_MAX) {
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
  }
}
