package dev.soulgraph.simulation;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Node;
import dev.soulgraph.sync.NodeLimits;
import dev.soulgraph.sync.Occupancy;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Watches one life of a node: what it takes, what it says, and what it lets others take up. */
final class NodeWatch implements WatchedStore.Watcher {
  private static final int TYPE_OF_CHANGES = 4;
  private static final int TYPE_OF_FOUND = 15;

  private final Scene scene;
  private final String name;
  private final NodeLimits limits;
  private final Supplier<Model> disk;
  private final boolean takesAll;
  private final CursorCheck cursors;
  private final Delivery delivery;
  private final FrameCodec codec = new FrameCodec();
  private final Map<Peer, Acknowledgements> told = new LinkedHashMap<>();
  private final Map<Hash, Peer> owners = new LinkedHashMap<>();

  /**
   * @param disk what would survive a power cut
   * @param takesAll whether this node refuses nothing by policy
   */
  NodeWatch(Scene scene, String name, Supplier<Model> disk, boolean takesAll) {
    this.scene = scene;
    this.name = name;
    this.limits = scene.limits;
    this.disk = disk;
    this.takesAll = takesAll;
    cursors = new CursorCheck(scene, name);
    delivery = new Delivery(scene.timeline, name);
  }

  void connected(Peer peer, Lane lane, String other) {
    // Who lies may use a number twice, and has nothing that could be lost.
    if (!other.startsWith(Hostile.MARK)) {
      told.put(peer, new Acknowledgements(scene.ledger, name, disk));
      delivery.connected(peer, lane, scene.isNode(other) ? other : null);
    }
  }

  void gone(Peer peer) {
    told.remove(peer);
    delivery.gone(peer);
  }

  void sent(Peer peer, byte[] bytes) {
    Acknowledgements acknowledgements = told.get(peer);
    if (acknowledgements != null) {
      acknowledgements.sent(bytes);
      boolean carries = bytes[1] == TYPE_OF_CHANGES || bytes[1] == TYPE_OF_FOUND;
      if (carries && delivery.owes(peer)) {
        delivery.sent(peer, codec.decode(bytes));
      }
    }
    scene.eavesdropper.heard(bytes);
  }

  /** A frame is about to be handled; then, what its sender now takes up is looked at. */
  void handling(Peer peer, Frame frame, WatchedStore store) {
    delivery.from(peer);
    Acknowledgements acknowledgements = told.get(peer);
    if (acknowledgements != null && frame instanceof Frame.Commit commit) {
      acknowledgements.received(commit, isOverErases(commit, store.now()));
    }
  }

  void handled(Node node) {
    delivery.from(null);
    String excess = Occupancy.excess(node, limits);
    Broken.unless(excess.isEmpty(), "queues-bounded", name + " has " + excess);
  }

  /** A second has gone by. */
  void tick(WatchedStore store) {
    delivery.check(store.now());
  }

  private boolean isOverErases(Frame.Commit commit, Model now) {
    int erases = 0;
    String space = "";
    for (Leaf leaf : commit.part().leaves()) {
      Change change = leaf.change();
      boolean whole =
          change != null
              && change.slot().equals(Change.PREFIX_ERASE)
              && change.soul().text().equals(change.soul().firstSegment());
      if (change != null && change.kind() == Change.KIND_ERASE && !whole) {
        erases++;
        space = change.soul().firstSegment();
      }
    }
    return erases > 0 && !commit.offer() && now.erases(space) + erases > limits.erasesMax();
  }

  @Override
  public void merged(Hash id, Change change) {
    if (change.soul().mortal()) {
      told.values().forEach(each -> each.cameAnew(id));
    }
    delivery.merged(id, change);
  }

  @Override
  public void followed(Frame.Cursor place, Model now) {
    if (takesAll) {
      cursors.kept(dev.soulgraph.graph.Scope.ALL, place, now);
    }
  }

  @Override
  public void deferred(Part part, Model now) {
    Peer from = delivery.origin();
    Broken.unless(
        from == null || now.deferrals() <= limits.deferredMax(),
        "deferred-bounded",
        name + " defers " + now.deferrals());
    if (from == null) {
      return;
    }
    for (Leaf leaf : part.leaves()) {
      owners.put(leaf.id(), from);
    }
    owners.keySet().retainAll(now.deferred().keySet());
    long ofOne = owners.values().stream().filter(each -> Objects.equals(each, from)).count();
    Broken.unless(
        ofOne <= limits.deferredOfOneMax(),
        "deferred-bounded",
        name + " defers " + ofOne + " of one");
  }
}
