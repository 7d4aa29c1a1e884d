package dev.soulgraph.sync;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Sends the changes that a client has asked for by their ids. */
final class Fetching implements Turn {
  /** Ranges are some dozen items wide; who asks for wider ones isn't searched for without end. */
  private static final int FRUITLESS_MAX = 8;

  private final Store store;
  private final Peer peer;
  private final Peer.Following scope;
  private final Deque<Frame.Wanted> wanted;
  private int fruitless;

  Fetching(Store store, Peer peer, Peer.Following scope, Frame.Fetch asked) {
    this.store = store;
    this.peer = peer;
    this.scope = scope;
    this.wanted = new ArrayDeque<>(asked.wanted());
  }

  @Override
  public boolean stale() {
    return peer.closed || peer.following.get(scope.id) != scope;
  }

  @Override
  public BooleanSupplier read() {
    List<Part> found = new ArrayList<>();
    int bytes = 0;
    while (bytes < peer.limits.pieceBytes() && !wanted.isEmpty()) {
      List<Part> some = find(wanted.remove());
      for (Part part : some) {
        bytes += PartCodec.bound(part, 0, part.leaves().length);
      }
      found.addAll(some);
    }
    boolean more = !wanted.isEmpty();
    return () -> send(found, more);
  }

  private List<Part> find(Frame.Wanted next) {
    if (next.from().compareTo(next.to()) >= 0) {
      return List.of();
    }
    Set<Hash> ids = new LinkedHashSet<>(next.ids());
    Store.Found found =
        store.find(scope.what, next.from(), next.to(), ids, peer.limits.pieceBytes());
    Item rest = found.next();
    fruitless = found.parts().isEmpty() ? fruitless + 1 : 0;
    if (rest != null && fruitless < FRUITLESS_MAX) {
      wanted.addFirst(new Frame.Wanted(rest, next.to(), next.ids()));
    }
    return found.parts();
  }

  private boolean send(List<Part> found, boolean more) {
    int max = peer.frameMaxBytes - Limits.FRAME_HEAD_BYTES;
    List<Part> together = new ArrayList<>();
    int bytes = 0;
    for (Part whole : found) {
      for (Part part : Cut.pieces(whole, PartCodec::bound, max)) {
        int weight = PartCodec.bound(part, 0, part.leaves().length);
        if (!together.isEmpty() && bytes + weight > max) {
          peer.send(new Frame.Found(scope.id, true, together));
          together = new ArrayList<>();
          bytes = 0;
        }
        together.add(part);
        bytes += weight;
      }
    }
    peer.send(new Frame.Found(scope.id, more, together));
    return more;
  }
}
