package dev.soulgraph.sync;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges commits into the store, hands on what changed state, and acknowledges only what has been
 * forced to disk: superseded and duplicate changes too, because what beat them must survive first.
 */
final class Writer {
  private record Due(Peer peer, Frame.Ack ack) {}

  private final Store store;
  private final WallClock clock;
  private final FanOut fanOut;
  private final NodeLimits limits;
  private Door door = commit -> null;

  /** Acknowledgements of what no force has been begun for. */
  private List<Due> due = new ArrayList<>();

  /** Those that leave when the force which has been begun is over. */
  private List<Due> underWay = List.of();

  private boolean unforced;
  private long nextDeferredState = 0;

  /** Whose changes wait for their time, by id: what merges makes room for the peer's next. */
  private Map<Hash, Peer> owners = new LinkedHashMap<>();

  private Map<Hash, Peer> formerOwners = Map.of();

  Writer(Store store, WallClock clock, FanOut fanOut, NodeLimits limits) {
    this.store = store;
    this.clock = clock;
    this.fanOut = fanOut;
    this.limits = limits;
  }

  void guard(Door newDoor) {
    door = newDoor;
  }

  void commit(Peer peer, Frame.Commit frame, @Nullable SoulgraphException sealRefusal) {
    SoulgraphException refusal = sealRefusal == null && !frame.offer() ? full(frame) : sealRefusal;
    if (refusal == null && peer.upstream == null) {
      refusal = door.refusal(frame);
    }
    if (refusal != null) {
      peer.refuse(Frame.About.COMMIT, frame.sequence(), refusal);
    } else {
      peer.group.add(frame);
      peer.groupBytes += PartCodec.bound(frame.part(), 0, frame.part().leaves().length);
    }
    endOfGroup(peer, frame);
  }

  /** Says of all leaves that they were applied, once what came before them is on the disk. */
  void shadow(Peer peer, Frame.Commit frame) {
    Verdicts verdicts = new Verdicts();
    for (int i = 0; i < frame.part().leaves().length; i++) {
      verdicts.outcome(Outcome.APPLIED);
    }
    due.add(new Due(peer, new Frame.Ack(frame.sequence(), verdicts.runs())));
    endOfGroup(peer, frame);
  }

  private void endOfGroup(Peer peer, Frame.Commit frame) {
    if (!frame.more() || peer.groupBytes >= limits.commitStepBytes()) {
      List<Frame.Commit> group = new ArrayList<>(peer.group);
      peer.group.clear();
      peer.groupBytes = 0;
      mergeGroup(peer, group);
    }
  }

  /**
   * Changes that another node has handed on.
   *
   * @return whether none was refused for a reason that can be cured
   */
  boolean follow(Peer origin, List<Part> parts) {
    List<Part> applied = new ArrayList<>();
    boolean whole = true;
    for (Part part : parts) {
      whole &= !merge(part, origin, applied).curable();
    }
    if (!applied.isEmpty()) {
      fanOut.send(applied, store.head(), origin);
    }
    return whole;
  }

  /** How far another store has been followed. */
  void followed(Frame.Cursor place) {
    store.follow(place);
    unforced = true;
  }

  /** Erases stay for ever, so a client's new ones are bounded; what others have taken isn't. */
  private @Nullable SoulgraphException full(Frame.Commit frame) {
    int erases = 0;
    String space = "";
    for (Leaf leaf : frame.part().leaves()) {
      Change change = leaf.change();
      if (change != null && change.kind() == Change.KIND_ERASE && !isWhole(change)) {
        erases++;
        space = change.soul().firstSegment();
      }
    }
    if (erases == 0 || store.erases(space) + erases <= limits.erasesMax()) {
      return null;
    }
    return new SoulgraphException(
        Code.ERASE_LIMIT, "a space has at most " + limits.erasesMax() + " erases", space);
  }

  /** The erase of a whole space makes room: it is the way out for a space that has too many. */
  private static boolean isWhole(Change erase) {
    return erase.slot().equals(Change.PREFIX_ERASE)
        && erase.soul().text().equals(erase.soul().firstSegment());
  }

  private void mergeGroup(Peer peer, List<Frame.Commit> group) {
    List<Part> applied = new ArrayList<>();
    for (Frame.Commit frame : group) {
      Verdicts verdicts = merge(frame.part(), peer, applied);
      due.add(new Due(peer, new Frame.Ack(frame.sequence(), verdicts.runs())));
    }
    if (!applied.isEmpty()) {
      fanOut.send(applied, store.head(), peer);
    }
  }

  /**
   * Judges, merges and defers a part's leaves; what was applied is added to {@code applied}.
   *
   * @param peer who has brought it; null for what was deferred before
   */
  private Verdicts merge(Part part, @Nullable Peer peer, List<Part> applied) {
    Gate.Judgement judgement = Gate.judge(part, clock.nowMs(), peer == null);
    @Nullable Outcome[] outcomes = store.merge(part, judgement.passing());
    unforced = true;
    SoulgraphException full = defer(part, judgement.deferrals(), peer);
    Verdicts verdicts = new Verdicts();
    boolean[] won = new boolean[outcomes.length];
    for (int i = 0; i < outcomes.length; i++) {
      SoulgraphException refusal = judgement.deferred(i) ? full : judgement.refusal(i);
      Outcome outcome = judgement.deferred(i) ? Outcome.DEFERRED : outcomes[i];
      won[i] = outcomes[i] == Outcome.APPLIED;
      if (refusal != null) {
        verdicts.refused(refusal.code());
      } else {
        verdicts.outcome(outcome == null ? Outcome.DUPLICATE : outcome);
      }
    }
    Part changed = part.only(won);
    if (changed != null) {
      applied.add(changed);
    }
    return verdicts;
  }

  /** Keeps what is early; returns why it can't be kept, or null. */
  private @Nullable SoulgraphException defer(
      Part part, boolean @Nullable [] early, @Nullable Peer peer) {
    Part kept = early == null ? null : part.only(early);
    if (kept == null) {
      return null;
    }
    int added = kept.leaves().length;
    int ofPeer = peer == null ? 0 : peer.deferred;
    if (peer != null
        && (ofPeer + added > limits.deferredOfOneMax()
            || store.deferred() + added > limits.deferredMax())) {
      return new SoulgraphException(
          Code.DEFERRED_FULL, "only so many changes wait for their time", added + "");
    }
    store.defer(kept);
    for (Leaf leaf : kept.leaves()) {
      Change change = leaf.change();
      if (change != null) {
        nextDeferredState = Math.min(nextDeferredState, change.state());
      }
      owes(leaf.id(), peer == null ? formerOwners.get(leaf.id()) : peer);
    }
    return null;
  }

  private void owes(Hash leaf, @Nullable Peer peer) {
    if (peer != null && owners.put(leaf, peer) != peer) {
      peer.deferred++;
    }
  }

  void tick() {
    boolean comeDue =
        store.deferred() > 0
            && Tolerance.of(nextDeferredState, clock.nowMs()) == Tolerance.Verdict.MERGE;
    if (!comeDue) {
      return;
    }
    nextDeferredState = Long.MAX_VALUE;
    formerOwners = owners;
    owners = new LinkedHashMap<>();
    formerOwners.values().forEach(peer -> peer.deferred = 0);
    List<Part> applied = new ArrayList<>();
    for (Part part : store.takeDeferred()) {
      merge(part, null, applied);
    }
    formerOwners = Map.of();
    if (!applied.isEmpty()) {
      fanOut.send(applied, store.head(), null);
    }
  }

  boolean dirty() {
    return unforced || !due.isEmpty();
  }

  /** Begins a force of what was merged so far; who runs the rest says {@link #forced} then. */
  Runnable forcing() {
    underWay = due;
    due = new ArrayList<>();
    boolean needed = unforced;
    unforced = false;
    return needed ? store.forcing() : () -> {};
  }

  /** What was merged when the force was begun is on disk. */
  void forced() {
    for (Due each : underWay) {
      if (!each.peer.closed) {
        each.peer.send(each.ack);
      }
    }
    underWay = List.of();
  }
}
