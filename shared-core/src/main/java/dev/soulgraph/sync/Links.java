package dev.soulgraph.sync;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's connections with other nodes, over which each follows the other. */
final class Links {
  private final String network;
  private final Store store;
  private final Writer writer;
  private final WallClock clock;
  private final Entropy entropy;
  private final List<Upstream> all = new ArrayList<>();

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

  private ClientSession follow(Peer peer, boolean compares, @Nullable Gate gate) {
    Upstream upstream = new Upstream(peer, store, writer, clock, compares, this::isFollowed);
    upstream.session(
        new ClientSession(network, peer.connection, clock, entropy, gate, upstream, upstream));
    peer.upstream = upstream;
    all.add(upstream);
    return upstream.session();
  }

  /** Whether another connection follows a store already. */
  private boolean isFollowed(Frame.Id other, Upstream but) {
    for (Upstream upstream : all) {
      if (upstream != but && upstream.follows(other)) {
        return true;
      }
    }
    return false;
  }

  /** The connection has gone. What it followed, another one may follow now. */
  void remove(Peer peer) {
    Upstream gone = peer.upstream;
    if (gone != null) {
      gone.session().disconnected();
      all.remove(gone);
      all.forEach(upstream -> upstream.session().update());
    }
  }

  void tick() {
    List.copyOf(all).forEach(Upstream::tick);
  }
}
