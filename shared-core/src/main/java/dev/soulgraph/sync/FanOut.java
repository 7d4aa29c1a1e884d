package dev.soulgraph.sync;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands merged changes to those who follow them: encoded once for all who get the same. */
final class FanOut {
  private final Followers followers;
  private final Consumer<Peer> fellBehind;

  FanOut(Followers followers, Consumer<Peer> fellBehind) {
    this.followers = followers;
    this.fellBehind = fellBehind;
  }

  /**
   * @param applied the parts of one commit with just the leaves that changed state
   * @param number the store's head after them
   * @param origin who wrote them, and needs no more than the number
   */
  void send(List<Part> applied, long number, @Nullable Peer origin) {
    Set<Peer> receivers = followers.of(oneOfEach(applied));
    List<byte[]> whole = List.of();
    for (Peer peer : receivers) {
      if (peer.behind || peer.closed) {
        continue;
      }
      if (peer.full()) {
        fellBehind.accept(peer);
        continue;
      }
      List<byte[]> frames;
      if (origin != null && peer.isSameNode(origin)) {
        frames = List.of(FrameCodec.encode(live(number, false, List.of())));
      } else {
        List<Part> some = wanted(peer, applied);
        boolean common = some == null && peer.frameMaxBytes == FrameCodec.FRAME_MAX_BYTES;
        if (common && whole.isEmpty()) {
          whole = frames(applied, number, peer.frameMaxBytes);
        }
        frames = common ? whole : frames(some == null ? applied : some, number, peer.frameMaxBytes);
      }
      frames.forEach(peer.connection::send);
      peer.lastLive = number;
    }
  }

  /** A change of each soul, and all erases. */
  private static Collection<Change> oneOfEach(List<Part> parts) {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (Part part : parts) {
      for (Leaf leaf : part.leaves()) {
        Change change = leaf.change();
        if (change != null) {
          boolean erase = change.kind() == Change.KIND_ERASE;
          changes.put(change.soul().text() + (erase ? change.slot() : ""), change);
        }
      }
    }
    return changes.values();
  }

  /** What of the parts a peer follows; null when that is all of it. */
  private @Nullable List<Part> wanted(Peer peer, List<Part> parts) {
    List<Part> wanted = new ArrayList<>();
    Change last = null;
    boolean follows = false;
    boolean all = true;
    for (Part part : parts) {
      boolean[] keep = new boolean[part.leaves().length];
      for (int i = 0; i < keep.length; i++) {
        Change change = part.leaves()[i].change();
        if (change != null && (last == null || !alike(change, last))) {
          follows = followers.follows(peer, change);
          last = change;
        }
        keep[i] = change != null && follows;
        all &= keep[i];
      }
      Part kept = part.only(keep);
      if (kept != null) {
        wanted.add(kept);
      }
    }
    return all ? null : wanted;
  }

  /** Whether the same receivers follow both. */
  private static boolean alike(Change a, Change b) {
    return a.kind() == b.kind() && a.soul().equals(b.soul()) && a.kind() != Change.KIND_ERASE;
  }

  /** One frame a piece; all but the last say that more of the commit follows. */
  private static List<byte[]> frames(List<Part> parts, long number, int frameMaxBytes) {
    List<Part> pieces = new ArrayList<>();
    for (Part part : parts) {
      pieces.addAll(Cut.pieces(part, PartCodec::bound, frameMaxBytes - Limits.FRAME_HEAD_BYTES));
    }
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      boolean more = i + 1 < pieces.size();
      frames.add(FrameCodec.encode(live(number, more, List.of(pieces.get(i)))));
    }
    return frames;
  }

  private static Frame live(long number, boolean more, List<Part> parts) {
    return new Frame.Changes(Frame.Changes.LIVE, number, more, parts);
  }
}
