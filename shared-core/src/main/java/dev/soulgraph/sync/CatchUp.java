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
  private record Read(List<byte[]> frames, long through, @Nullable String place) {}

  private final Store store;
  private final Background background;
  private final Peer peer;
  private final Peer.Following scope;
  private final int attempt;
  private final long after;
  private @Nullable String place;

  CatchUp(Store store, Background background, Peer peer, Peer.Following scope) {
    this.store = store;
    this.background = background;
    this.peer = peer;
    this.scope = scope;
    this.attempt = peer.attempt;
    this.after = scope.sent;
    scope.target = store.head();
  }

  boolean of(Peer other) {
    return peer == other;
  }

  /** Whether the pipe takes another piece now. */
  boolean hasRoom() {
    return peer.drained();
  }

  private boolean stale() {
    return peer.closed || peer.attempt != attempt || peer.following.get(scope.id) != scope;
  }

  /** Reads the next piece; {@code ended} is told once there is nothing more to do. */
  void next(Runnable paused, Runnable ended) {
    if (stale()) {
      ended.run();
      return;
    }
    background.run(
        this::read,
        read -> {
          if (stale()) {
            ended.run();
            return;
          }
          for (byte[] frame : read.frames) {
            peer.connection.send(frame);
          }
          place = read.place;
          if (place == null) {
            scope.sent = Math.max(scope.target, peer.lastLive);
            scope.target = -1;
            peer.send(new Frame.Level(scope.id, scope.sent));
            ended.run();
          } else {
            scope.sent = read.through;
            paused.run();
          }
        });
  }

  private Read read() {
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
