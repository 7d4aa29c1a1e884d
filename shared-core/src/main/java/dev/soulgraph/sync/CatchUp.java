package dev.soulgraph.sync;

import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Streams to one peer what entered a scope since it last looked, piece by piece, as fast as its
 * pipe takes it. Live changes have been armed before, so nothing falls between.
 */
final class CatchUp implements Turn {
  private final Store store;
  private final Pieces pieces;
  private final Peer peer;
  private final Peer.Following scope;
  private final int attempt;
  private final long after;
  private @Nullable String place;

  CatchUp(Store store, Pieces pieces, Peer peer, Peer.Following scope) {
    this.store = store;
    this.pieces = pieces;
    this.peer = peer;
    this.scope = scope;
    this.attempt = peer.attempt;
    this.after = scope.sent;
    scope.target = store.head();
  }

  /** Whether the peer has gone, closed the scope, or begun anew. */
  @Override
  public boolean stale() {
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
  private boolean send(Pieces.Read read) {
    for (byte[] frame : read.frames()) {
      peer.connection.send(frame);
    }
    place = read.place();
    if (place != null) {
      scope.sent = read.through();
      return true;
    }
    scope.sent = Math.max(scope.target, peer.lastLive);
    scope.target = -1;
    peer.send(new Frame.Level(scope.id, scope.sent));
    return false;
  }

  @Override
  public BooleanSupplier read() {
    Pieces.Read read = piece();
    return () -> send(read);
  }

  /** Who is done with one piece shares nothing: it would only take others' room. */
  private Pieces.Read piece() {
    int pieceBytes = peer.limits.pieceBytes();
    String from = place;
    if (from == null) {
      return readPiece(pieceBytes);
    }
    Pieces.Wanted wanted =
        new Pieces.Wanted(scope.what, scope.id, after, from, pieceBytes, peer.frameMaxBytes);
    return pieces.get(wanted, scope.target, () -> readPiece(pieceBytes));
  }

  private Pieces.Read readPiece(int pieceBytes) {
    Store.Piece piece = store.read(scope.what, after, scope.target, place, pieceBytes);
    List<Frame.Changes> frames = new ArrayList<>();
    int max = peer.frameMaxBytes - Limits.FRAME_HEAD_BYTES;
    List<Part> together = new ArrayList<>();
    int bytes = 0;
    for (Part part : piece.parts()) {
      int weight = PartCodec.bound(part, 0, part.leaves().length);
      if (!together.isEmpty() && bytes + weight > max) {
        frames.add(frame(together, false));
        together = new ArrayList<>();
        bytes = 0;
      }
      if (weight > max) {
        addPieces(Cut.pieces(part.identified(), PartCodec::bound, max), frames);
      } else {
        together.add(part);
        bytes += weight;
      }
    }
    if (!together.isEmpty()) {
      frames.add(frame(together, false));
    }
    return new Pieces.Read(encoded(frames, piece.through()), piece.through(), piece.place());
  }

  /** A commit that is larger than a frame: its receiver merges it when it has the last of them. */
  private void addPieces(List<Part> pieces, List<Frame.Changes> frames) {
    for (int i = 0; i < pieces.size(); i++) {
      frames.add(frame(List.of(pieces.get(i)), i + 1 < pieces.size()));
    }
  }

  private Frame.Changes frame(List<Part> parts, boolean more) {
    return new Frame.Changes(scope.id, after, more, parts);
  }

  /** Only the last frame reaches as far as the piece. */
  private static List<byte[]> encoded(List<Frame.Changes> frames, long through) {
    List<byte[]> encoded = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Frame.Changes frame = frames.get(i);
      long number = i + 1 == frames.size() ? through : frame.number();
      encoded.add(
          FrameCodec.encode(new Frame.Changes(frame.scope(), number, frame.more(), frame.parts())));
    }
    return encoded;
  }
}
