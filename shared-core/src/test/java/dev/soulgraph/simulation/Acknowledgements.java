package dev.soulgraph.simulation;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads what a node says on one connection, and holds its disk against what it acknowledges. */
final class Acknowledgements {
  private static final int HEAD_OF_ACK = 0x83;
  private static final int TYPE_OF_ACK = 7;
  private static final int HEAD_OF_CHANGES = 0x85;
  private static final int TYPE_OF_CHANGES = 4;
  private static final int REMEMBERED_MAX = 10_000;

  private final Ledger ledger;
  private final String node;
  private final Supplier<Model> disk;
  private final FrameCodec codec = new FrameCodec();
  private final Set<String> live = new TreeSet<>();
  private final Map<Integer, Part> commits = new LinkedHashMap<>();
  private final Set<Integer> refused = new TreeSet<>();

  Acknowledgements(Ledger ledger, String node, Supplier<Model> disk) {
    this.ledger = ledger;
    this.node = node;
    this.disk = disk;
  }

  /**
   * @param refuse whether it has to be refused whole
   */
  void received(Frame.Commit commit, boolean refuse) {
    if (refuse) {
      refused.add(commit.sequence());
    }
    commits.put(commit.sequence(), commit.part());
    if (commits.size() > REMEMBERED_MAX) {
      commits.remove(commits.keySet().iterator().next());
    }
  }

  void sent(byte[] frame) {
    if ((frame[0] & 255) == HEAD_OF_CHANGES && frame[1] == TYPE_OF_CHANGES && frame[2] == 0) {
      live((Frame.Changes) codec.decode(frame));
    }
    if ((frame[0] & 255) != HEAD_OF_ACK || frame[1] != TYPE_OF_ACK) {
      return;
    }
    Frame.Ack ack = (Frame.Ack) codec.decode(frame);
    Broken.unless(
        !refused.contains(ack.sequence()), "erases-bounded", node + " takes one erase too many");
    Part part = commits.get(ack.sequence());
    Broken.unless(part != null, "receipts-honest", node + " acknowledges what it never got");
    int at = 0;
    for (Frame.Verdicts run : ack.verdicts()) {
      for (int i = 0; i < run.count(); i++, at++) {
        Change change = java.util.Objects.requireNonNull(part).leaves()[at].change();
        if (run.code() == null && change != null) {
          acknowledged(change, Outcome.values()[run.outcome()]);
        }
      }
    }
    Broken.unless(
        at == java.util.Objects.requireNonNull(part).leaves().length,
        "receipts-honest",
        "a verdict for each leaf");
  }

  /** What has been handed on once for its merge needs no second time on the same connection. */
  private void live(Frame.Changes changes) {
    for (Part part : changes.parts()) {
      for (Leaf leaf : part.leaves()) {
        Broken.unless(
            live.add(leaf.id().toString()),
            "live-comes-once",
            node + " hands " + leaf + " on twice");
      }
    }
  }

  /** What had expired by a clock that went back since: it was forgotten, so it is merged anew. */
  void cameAnew(Hash id) {
    live.remove(id.toString());
  }

  private void acknowledged(Change change, Outcome outcome) {
    Model durable = disk.get();
    boolean there =
        change.soul().mortal()
            || durable.settles(change)
            || outcome == Outcome.DEFERRED && durable.defers(change);
    Broken.unless(
        there,
        "receipts-honest",
        node + " acknowledges " + change + " as " + outcome.text() + " before it is on its disk");
    ledger.acknowledged(change, node);
  }
}
