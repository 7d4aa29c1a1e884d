package dev.soulgraph.simulation;

import dev.soulgraph.sync.NodeLimits;
import dev.soulgraph.wire.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all machines of one world share. */
final class Scene {
  static final String NETWORK_NAME = "main";

  final long seed;
  final Timeline timeline = new Timeline();
  final Trace trace;
  final Network network;
  final Notary notary = new Notary(timeline);
  final Ledger ledger = new Ledger();
  final Eavesdropper eavesdropper;
  final Disk.Maker disks;
  final NodeLimits limits;

  /** Whether a cursor can't come to stand for more than is there: nothing is lost under way. */
  final boolean cursorsHold;

  private final Map<String, NodeHost> nodes = new LinkedHashMap<>();

  Scene(long seed, Shape shape, Disk.Maker disks, String shownFrames) {
    this.seed = seed;
    limits = shape.limits();
    cursorsHold = !shape.pipes() && !shape.hostileNode();
    trace = new Trace(timeline, shownFrames);
    this.disks = disks;
    network = new Network(timeline, trace, seed);
    eavesdropper = new Eavesdropper(seed);
  }

  void add(NodeHost node) {
    nodes.put(node.name, node);
  }

  boolean isNode(String machine) {
    return nodes.containsKey(machine);
  }

  /** The node that runs with the store that a cursor names; null if none does, or not any more. */
  @Nullable NodeHost holding(Frame.Cursor place) {
    for (NodeHost node : nodes.values()) {
      if (node.isUp()
          && node.stored().id().equals(place.store())
          && node.stored().run().equals(place.run())) {
        return node;
      }
    }
    return null;
  }

  void note(String what) {
    trace.note(what);
  }
}
