package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Link;
import dev.soulgraph.sync.Node;
import dev.soulgraph.sync.Peer;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other nodes: those that this one connects to, and those that connect to it. The writer's. */
final class Peering {
  private static final Logger LOG = LoggerFactory.getLogger(Peering.class);

  /** Anybody may connect as a node; so many are listed. */
  private static final int LISTED_MAX = 100;

  /** A clock's error is told again when it has moved so far. */
  private static final long SKEW_MOVED_MS = 1_000;

  private final Node node;
  private final Sockets sockets;
  private final List<Dialer> dialers = new ArrayList<>();
  private volatile Map<String, Object> told = Map.of();
  private long skewSaidMs;
  private long clientsSaidMs;

  Peering(Node node, Sockets sockets) {
    this.node = node;
    this.sockets = sockets;
  }

  /** Begins to connect. */
  void dial(List<URI> urls, Gossip gossip, Executor writer) {
    if (urls.isEmpty()) {
      return;
    }
    HttpClient http = HttpClient.newHttpClient();
    for (URI url : urls) {
      Dialer dialer = new Dialer(url, gossip, http, writer);
      dialers.add(dialer);
      dialer.connect();
    }
  }

  /** To be called about once a second. */
  void tick() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("clockSkewMs", node.clockSkewMs());
    members.put("clientsAheadMs", node.clientsAheadMs());
    members.put("peers", peers());
    told = members;
    skewSaidMs = say(skewSaidMs, node.clockSkewMs(), "most of its peers'");
    clientsSaidMs = say(clientsSaidMs, node.clientsAheadMs(), "most of its clients'");
  }

  private static long say(long saidMs, long skewMs, String whose) {
    if (Math.abs(skewMs - saidMs) <= SKEW_MOVED_MS) {
      return saidMs;
    }
    if (skewMs == 0) {
      LOG.info("This machine's clock agrees with {} again", whose);
    } else {
      LOG.warn(
          "This machine's clock is {} ms {} {}: set it",
          Math.abs(skewMs),
          skewMs > 0 ? "behind" : "ahead of",
          whose);
    }
    return skewMs;
  }

  /** What is known of the others and of the time; about a second old. For any thread. */
  Map<String, Object> told() {
    return told;
  }

  private List<Map<String, Object>> peers() {
    List<Map<String, Object>> peers = new ArrayList<>();
    for (Dialer dialer : dialers) {
      if (!dialer.isConnected()) {
        String state = dialer.hasGivenUp() ? "refused" : "connecting";
        peers.add(entry(dialer.address(), "out", state, dialer.failure()));
      }
    }
    Map<Peer, Link> links = new HashMap<>();
    node.links().forEach(link -> links.put(link.peer(), link));
    if (!links.isEmpty()) {
      for (GossipSocket socket : sockets.open()) {
        Peer peer = socket.peer;
        Link link = peer == null ? null : links.get(peer);
        if (link != null && peers.size() < LISTED_MAX) {
          peers.add(entry(socket.toString(), link));
        }
      }
    }
    return peers;
  }

  private static Map<String, Object> entry(String address, Link link) {
    String state = !link.online() ? "connecting" : link.level() ? "online" : "behind";
    SoulgraphException refusal = link.refusal();
    Map<String, Object> entry =
        entry(
            address,
            link.dialled() ? "out" : "in",
            state,
            refusal == null ? null : String.valueOf(refusal.getMessage()));
    if (link.node() != null) {
      entry.put("node", "did:key:" + link.node().text());
    }
    entry.put("level", link.level());
    entry.put("diverged", link.diverged());
    if (link.roundTripMs() >= 0) {
      entry.put("roundTripMs", link.roundTripMs());
      entry.put("clockOffsetMs", link.clockOffsetMs());
    }
    return entry;
  }

  private static Map<String, Object> entry(
      String address, String direction, String state, @Nullable String refusal) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("peer", address);
    entry.put("direction", direction);
    entry.put("state", state);
    if (refusal != null && !refusal.isEmpty()) {
      entry.put("refusal", Dialer.printable(refusal));
    }
    return entry;
  }
}
