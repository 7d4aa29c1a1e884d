package dev.soulgraph.database;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit of this author that no node has acknowledged yet, or that was refused. */
final class Pending {
  /** After so many refusals as future, the clock can't be helped. */
  static final int RESIGN_MAX = 3;

  final double key;
  final Receipt receipt;

  /** Whether another tab made it and sends it; this one steps in when that one doesn't. */
  boolean foreign;

  int foreignTicks;

  /** Whether it hasn't been found in the journal yet, which is being read again. */
  boolean unseen;

  /** How often it was refused as future and signed anew. */
  int resigned;

  /** The proof of work that its signature covers. */
  int workBits;

  /** Grows with each signature, so that what comes of an earlier one is told apart. */
  int attempt;

  /** Whether this replica has put another signature in the place of one that was kept. */
  boolean rewritten;

  /** Null while the signature is being made. */
  @Nullable Part part;

  List<Change> changes;

  /** What a node took under this signature is in the set: one more node's word adds nothing. */
  boolean merged;

  /** Settled: in the set or refused, and laid over nothing any more. */
  boolean settled;

  Pending(double key, Receipt receipt, List<Change> changes) {
    this.key = key;
    this.receipt = receipt;
    this.changes = changes;
  }

  /** What the journal keeps: {@code [refused, code, rule, value, commit frame]}. */
  byte[] encode(Part sealed) {
    CborWriter out = new CborWriter();
    out.array(5).bool(receipt.state == Receipt.State.REFUSED);
    out.text(receipt.code).text(receipt.rule).text(receipt.value);
    return out.bytes(FrameCodec.encodePart(sealed)).toBytes();
  }

  static Pending decode(double key, int receiptId, byte[] record) {
    CborReader in = new CborReader(record);
    in.arrayOf(5);
    boolean refused = in.bool();
    String code = in.text(Receipt.TEXT_MAX_BYTES);
    String rule = in.text(Receipt.TEXT_MAX_BYTES);
    String value = in.text(Receipt.TEXT_MAX_BYTES);
    Part part = FrameCodec.decodePart(in.bytes(Integer.MAX_VALUE));
    in.finish();
    List<Change> changes = changes(part);
    Receipt receipt = new Receipt(receiptId, changes.size());
    receipt.state = refused ? Receipt.State.REFUSED : Receipt.State.LOCAL;
    receipt.refused(code, rule, value);
    Pending pending = new Pending(key, receipt, changes);
    pending.part = part;
    pending.settled = refused;
    return pending;
  }

  /** Another tab has signed the commit anew, and sends it. */
  void replacedBy(Pending anew) {
    part = anew.part;
    changes = anew.changes;
    attempt++;
    foreignTicks = 0;
  }

  /** The one that was refused under this receipt. */
  static @Nullable Pending refused(Collection<Pending> all, int receiptId) {
    for (Pending each : all) {
      if (each.receipt.id() == receiptId && each.settled) {
        return each;
      }
    }
    return null;
  }

  /** The changes for which {@code keep} is set are still to be settled. */
  void keepOnly(boolean[] keep) {
    List<Change> kept = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      if (keep[i]) {
        kept.add(changes.get(i));
      }
    }
    changes = kept;
  }

  /** The same changes at another state. */
  static List<Change> stamped(List<Change> changes, long state) {
    List<Change> stamped = new ArrayList<>(changes.size());
    for (Change c : changes) {
      long own = Writes.stateOf(c.kind(), state);
      stamped.add(
          new Change(c.kind(), c.author(), own, c.soul(), c.key(), c.value(), c.extensions()));
    }
    return stamped;
  }

  static List<Change> changes(Part part) {
    List<Change> changes = new ArrayList<>();
    for (Leaf leaf : part.leaves()) {
      if (leaf.change() != null) {
        changes.add(leaf.change());
      }
    }
    return changes;
  }
}
