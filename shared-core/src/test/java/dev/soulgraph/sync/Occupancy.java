package dev.soulgraph.sync;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;

/** What connections take up of a node, and how far they have come: for tests that bound it. */
public final class Occupancy {
  private Occupancy() {}

  /** Names the first bound that a node or one of its connections has passed; empty for none. */
  public static String excess(Node node, NodeLimits limits) {
    for (Peer peer : node.peers) {
      String excess = excess(peer, limits);
      if (!excess.isEmpty()) {
        return excess;
      }
    }
    return over("claimed stores", node.links.claimed.size(), limits.claimedMax());
  }

  private static String excess(Peer peer, NodeLimits limits) {
    Upstream upstream = peer.upstream;
    int passed = upstream == null ? 0 : upstream.passed.size();
    // Behind, each scope is caught up with anew before those begun earlier are passed over.
    int turnsMax = limits.turnsMax() + limits.scopesMax();
    return over("open scopes", peer.following.size(), limits.scopesMax())
        + over("turns", peer.turns.size(), turnsMax)
        + over("bytes of questions", peer.turns.bytes(), limits.turnsMaxBytes())
        + over("deferred changes of one", peer.deferred, limits.deferredOfOneMax())
        + over("remembered ids", passed, limits.passedMax())
        + over("bytes of a commit", peer.groupBytes, limits.commitStepBytes());
  }

  private static String over(String what, int count, int max) {
    return count <= max ? "" : count + " " + what + ", not at most " + max + "; ";
  }

  /** Whether a connection is to be told of a change that is merged now. */
  public static boolean isFollowed(Peer peer, Change change) {
    for (Peer.Following each : peer.scopes()) {
      Scope scope = each.what;
      boolean above =
          change.slot().equals(Change.PREFIX_ERASE)
              && scope.name().startsWith(change.soul().text() + "/");
      if (above || scope.covers(change.soul())) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing that the connection follows is still to be sent. */
  public static boolean isLevel(Peer peer) {
    return peer.isLevel() && peer.turns.size() == 0;
  }
}
