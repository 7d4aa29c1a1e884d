package dev.soulgraph.sync;

import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams to one peer what entered a scope since it last looked, piece by piece, as fast as its
 * pipe takes it. Live changes have been armed before, so nothing falls between.
 */
final class CatchUp {
  /** Frames to be sent, and how far they reach. */
  record Read(List<byte[]> frames, long through, @Nullable String place) {}

  private final Store store;
  private final Peer peer;
  private final Peer.Following scope;
  private final int attempt;
  private final long after;
  private @Nullable String place;

  CatchUp(Store store, Peer peer, Peer.Following scope) {
    this.store = store;
    this.peer = peer;
    this.scope = scope;
    this.attempt = peer.attempt;
    this.after = scope.sent;
    scope.target = store.head();
  }

  /** Whether the peer has gone, closed the scope, or begun anew. */
  boolean stale() {
    return peer.closed || peer.attempt != attempt || peer.following.get(scope.id) != scope;
  }

  /**
   * Tells the peer that the scope isn't level, so that live changes move its cursor no more until
   * it is: they pass by what is still to be caught up with.
   */
  void begin() {
    peer.send(new Frame.Changes(scope.id, scope.sent, false, List.of()));
  }

  /** Sends a piece; whether there is more. */
  boolean send(Read read) {
    for (byte[] frame : read.frames) {
      peer.connection.send(frame);
    }
    place = read.place;
    if (place != null) {
      scope.sent = read.through;
      return true;
    }
    scope.sent = Math.max(scope.target, peer.lastLive);
    scope.target = -1;
    peer.send(new Frame.Level(scope.id, scope.sent));
    return false;
  }

  /** The next piece; may be called by any thread. */
  Read read() {
    Store.Piece piece = store.read(scope.what, after, scope.target, place, Limits.PIECE_BYTES);
    List<byte[]> frames = new ArrayList<>();
    int max = peer.frameMaxBytes - Limits.FRAME_HEAD_BYTES;
    List<Part> together = new ArrayList<>();
    int bytes = 0;
    for (Part whole : piece.parts()) {
      for (Part part : Cut.pieces(whole, PartCodec::bound, max)) {
        int weight = PartCodec.bound(part, 0, part.leaves().length);
        if (!together.isEmpty() && bytes + weight > max) {
          frames.add(frame(together, after));
          together.clear();
          bytes = 0;
        }
        together.add(part);
        bytes += weight;
      }
    }
    if (!together.isEmpty()) {
      frames.add(frame(together, piece.through()));
    }
    return new Read(frames, piece.through(), piece.place());
  }

  private byte[] frame(List<Part> parts, long number) {
    return FrameCodec.encode(new Frame.Changes(scope.id, number, false, new ArrayList<>(parts)));
  }
}
