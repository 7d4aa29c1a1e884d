package dev.soulgraph.node;

import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.node.crypto.NodeKey;
import dev.soulgraph.node.gossip.Gossip;
import dev.soulgraph.node.store.MvStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code /api/status} tells. */
final class StatusPage {
  private final String network;
  private final MvStore store;
  private final NodeKey key;
  private final Gossip gossip;
  private final WallClock clock;
  private final Verifier verifier;
  private final Doorkeeper keeper;
  private final long startedNanos = System.nanoTime();

  StatusPage(
      String network,
      MvStore store,
      NodeKey key,
      Gossip gossip,
      WallClock clock,
      Verifier verifier,
      Doorkeeper keeper) {
    this.network = network;
    this.store = store;
    this.key = key;
    this.gossip = gossip;
    this.clock = clock;
    this.verifier = verifier;
    this.keeper = keeper;
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", Release.VERSION);
    members.put("network", network);
    members.put("node", "did:key:" + key.author().text());
    members.put("store", Hex.encode(store.id().bytes()));
    members.put("run", Hex.encode(store.run().bytes()));
    members.put("changes", store.size());
    members.put("head", store.head());
    members.put("connections", gossip.connections());
    members.put("uptimeMs", (System.nanoTime() - startedNanos) / 1_000_000);
    members.put("clockMs", clock.nowMs());
    members.put("java", Runtime.version().toString());
    members.put("verifier", verifier.toString());
    members.put("fileBytes", store.fileBytes());
    members.putAll(gossip.told());
    members.put("limits", keeper.told());
    return members;
  }
}
