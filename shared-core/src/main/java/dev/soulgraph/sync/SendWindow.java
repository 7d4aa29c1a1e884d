package dev.soulgraph.sync;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends commits in order, a window's worth ahead of what has been acknowledged. */
final class SendWindow {
  /** A commit of which some pieces are under way. */
  private static final class Flight {
    final Relay.Outgoing outgoing;
    final List<List<Frame.Verdicts>> verdicts = new ArrayList<>();
    int open;
    boolean refused;

    Flight(Relay.Outgoing outgoing) {
      this.outgoing = outgoing;
    }
  }

  private record Piece(Flight flight, int index, int bytes) {}

  private final Connection connection;
  private final Deque<Relay.Outgoing> queue = new ArrayDeque<>();
  private final Map<Integer, Piece> underWay = new LinkedHashMap<>();
  private int frameMaxBytes = FrameCodec.FRAME_MAX_BYTES;
  private int sequence;
  private int openBytes;

  SendWindow(Connection connection) {
    this.connection = connection;
  }

  void frameMaxBytes(int bytes) {
    frameMaxBytes = bytes;
  }

  int frameMaxBytes() {
    return frameMaxBytes;
  }

  void send(Relay.Outgoing outgoing) {
    queue.add(outgoing);
    pump();
  }

  private void pump() {
    while (!queue.isEmpty() && openBytes < Limits.WINDOW_BYTES) {
      launch(queue.remove());
    }
  }

  private void launch(Relay.Outgoing outgoing) {
    List<Part> pieces =
        Cut.pieces(outgoing.part(), PartCodec::bound, frameMaxBytes - Limits.FRAME_HEAD_BYTES);
    Flight flight = new Flight(outgoing);
    flight.open = pieces.size();
    for (int i = 0; i < pieces.size(); i++) {
      boolean more = i + 1 < pieces.size();
      byte[] frame =
          FrameCodec.encode(new Frame.Commit(++sequence, more, pieces.get(i), outgoing.isOffer()));
      underWay.put(sequence, new Piece(flight, i, frame.length));
      flight.verdicts.add(List.of());
      openBytes += frame.length;
      connection.send(frame);
    }
  }

  void acknowledged(Frame.Ack ack, PublicKey node) {
    Piece piece = landed(ack.sequence());
    if (piece == null) {
      return;
    }
    Flight flight = piece.flight;
    flight.verdicts.set(piece.index, ack.verdicts());
    if (flight.open == 0 && !flight.refused) {
      List<Frame.Verdicts> all = new ArrayList<>();
      flight.verdicts.forEach(all::addAll);
      flight.outgoing.acknowledged(node, all);
    }
    pump();
  }

  void refused(Frame.Refuse refuse) {
    Piece piece = landed(refuse.reference());
    if (piece == null) {
      return;
    }
    if (!piece.flight.refused) {
      piece.flight.refused = true;
      piece.flight.outgoing.refused(refuse.code(), refuse.rule(), refuse.value());
    }
    pump();
  }

  private @org.jspecify.annotations.Nullable Piece landed(int reference) {
    Piece piece = underWay.remove(reference);
    if (piece != null) {
      openBytes -= piece.bytes;
      piece.flight.open--;
    }
    return piece;
  }
}
