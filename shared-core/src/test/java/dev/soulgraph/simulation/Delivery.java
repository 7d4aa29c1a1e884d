package dev.soulgraph.simulation;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Occupancy;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one life of a node has merged and owes to those who follow it: it is handed on over the very
 * connections that there were, whatever a comparison or a new connection would heal later.
 */
final class Delivery {
  /** One that is level has been sent all that was merged before: in no time, but for reading. */
  private static final long SOON_MS = 1_500;

  private record Owed(Change change, long sinceMs) {}

  private final Timeline timeline;
  private final String node;
  private final Map<Peer, Lane> lanes = new LinkedHashMap<>();
  private final Map<Peer, Map<Hash, Owed>> debts = new LinkedHashMap<>();
  private final Map<Peer, String> machines = new LinkedHashMap<>();

  /** Whose frame is being merged; null when the node acts by itself. */
  private @Nullable Peer origin;

  Delivery(Timeline timeline, String node) {
    this.timeline = timeline;
    this.node = node;
  }

  /**
   * @param other the other machine, if it is a node: what came over one connection with it needn't
   *     go back over another
   */
  void connected(Peer peer, Lane lane, @Nullable String other) {
    lanes.put(peer, lane);
    debts.put(peer, new LinkedHashMap<>());
    if (other != null) {
      machines.put(peer, other);
    }
  }

  void gone(Peer peer) {
    lanes.remove(peer);
    debts.remove(peer);
    machines.remove(peer);
  }

  void from(@Nullable Peer peer) {
    origin = peer;
  }

  @Nullable Peer origin() {
    return origin;
  }

  void merged(Hash id, Change change) {
    if (change.soul().mortal()) {
      return;
    }
    debts.forEach(
        (peer, owed) -> {
          if (!isOrigin(peer) && Occupancy.isFollowed(peer, change)) {
            owed.put(id, new Owed(change, timeline.nowMs()));
          }
        });
  }

  private boolean isOrigin(Peer peer) {
    String machine = machines.get(peer);
    return Objects.equals(peer, origin)
        || origin != null && machine != null && machine.equals(machines.get(origin));
  }

  boolean owes(Peer peer) {
    Map<Hash, Owed> owed = debts.get(peer);
    return owed != null && !owed.isEmpty();
  }

  void sent(Peer peer, Frame frame) {
    Map<Hash, Owed> owed = debts.get(peer);
    if (owed == null) {
      return;
    }
    for (Part part : FrameText.parts(frame)) {
      for (Leaf leaf : part.leaves()) {
        owed.remove(leaf.id());
      }
    }
  }

  /** Nobody who is level lacks what has been merged, unless something above it has been since. */
  void check(Model now) {
    debts.forEach(
        (peer, owed) -> {
          owed.values()
              .removeIf(
                  each -> !now.isWinner(each.change) || !Occupancy.isFollowed(peer, each.change));
          Lane lane = lanes.get(peer);
          boolean open = lane != null && lane.isOpen();
          if (!owed.isEmpty() && open && Occupancy.isLevel(peer)) {
            Owed first = owed.values().iterator().next();
            Broken.unless(
                timeline.nowMs() - first.sinceMs < SOON_MS,
                "live-is-handed-on",
                node + " has merged " + first.change + " and not handed on over " + lane);
          }
        });
  }
}
