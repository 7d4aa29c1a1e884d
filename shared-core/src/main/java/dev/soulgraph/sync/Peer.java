package dev.soulgraph.sync;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One client, or another node, as a node sees it. All state is the node's thread's. */
public final class Peer {
  /** A scope that a client has opened. */
  static final class Following {
    final int id;
    final Scope what;

    /** Everything of the scope up to here has been sent. */
    long sent;

    /** While catching up: where it ends; −1 when it is level. */
    long target;

    Following(int id, Scope what, long sent) {
      this.id = id;
      this.what = what;
      this.sent = sent;
    }

    boolean level() {
      return target < 0;
    }
  }

  final Connection connection;
  final NodeLimits limits;
  final Turns turns;
  final Map<Integer, Following> following = new LinkedHashMap<>();

  /** Frames of one commit that are still coming. */
  final List<Frame.Commit> group = new ArrayList<>();

  int groupBytes;
  int frameMaxBytes = FrameCodec.FRAME_MAX_BYTES;
  boolean welcomed;
  boolean closed;

  /** Pushing has stopped until the pipe has drained. */
  boolean behind;

  /** Grows when catching up starts anew, so that what was read for the old try is dropped. */
  int attempt;

  /** The number of the last live frame. */
  long lastLive;

  int deferred;

  /** By how much a client's clock was ahead of this machine's when it said hello. */
  long aheadMs;

  /** Where the other side is a node too: follows it over the same connection. */
  @Nullable Upstream upstream;

  /** What was refused last of what the other node sends. */
  @Nullable SoulgraphException reported;

  /** Whether it wants to be told who is where. */
  boolean attends;

  /** How often it has spoken of that since the last tick. */
  int saidPresence;

  /** Who is where, as heard over this connection: they leave with it. */
  final Map<String, Presence> present = new LinkedHashMap<>();

  Peer(Connection connection, Background background, NodeLimits limits) {
    this.connection = connection;
    this.limits = limits;
    this.turns = new Turns(this, background);
  }

  void send(Frame frame) {
    if (!closed && connection.queuedBytes() > limits.outboundHardMaxBytes()) {
      closed = true;
      connection.close(
          new SoulgraphException(Code.RELAY_CLOSED, "a client reads what it is answered", ""),
          true);
    }
    connection.send(FrameCodec.encode(frame));
  }

  /** The pipe is full: nothing more is pushed, nothing is kept for it. */
  void fallBehind() {
    behind = true;
    attempt++;
    for (Following scope : scopes()) {
      if (scope.level()) {
        scope.sent = Math.max(scope.sent, lastLive);
      }
      scope.target = scope.sent;
    }
  }

  boolean full() {
    return connection.queuedBytes() > limits.outboundMaxBytes();
  }

  boolean drained() {
    return connection.queuedBytes() <= limits.outboundLowBytes();
  }

  void refuse(Frame.About about, int reference, SoulgraphException e) {
    send(new Frame.Refuse(about, reference, e.code().text(), e.rule(), e.value()));
  }

  /** Says why, then ends the connection. */
  void close(SoulgraphException reason) {
    refuse(Frame.About.CONNECTION, 0, reason);
    closed = true;
    connection.close(reason, reason.code().retryable());
  }

  /**
   * Whether both lead to the same other side. Two nodes may have connected to each other, and what
   * came over the one needn't go back over the other; but only if the one is proven, or a stranger
   * could keep a change from a node by claiming to be it.
   */
  boolean isSameNode(Peer origin) {
    Upstream there = origin.upstream;
    return this == origin
        || upstream != null
            && there != null
            && there.dialled()
            && Objects.equals(upstream.session().store(), there.session().store());
  }

  /**
   * Whether nothing that the other side follows is still to be sent. It may follow nothing here:
   * where two nodes have connected to each other, each may follow over a connection of its own.
   */
  boolean isLevel() {
    for (Following scope : scopes()) {
      if (!scope.level()) {
        return false;
      }
    }
    return !behind;
  }

  /** Whether the other side is a node, and both have greeted each other. */
  public boolean isLinked() {
    return upstream != null && upstream.session().ready();
  }

  /** Whether so many bytes more may be asked; ends the connection where not. */
  boolean hasTurnFor(int bytes) {
    boolean room = turns.hasRoom(bytes);
    if (!room) {
      close(
          new SoulgraphException(
              Code.RECONCILE_LIMIT, "a client reads what it is answered", turns.size() + ""));
    }
    return room;
  }

  Collection<Following> scopes() {
    return following.values();
  }

  void checkRoom() {
    if (following.size() >= limits.scopesMax()) {
      throw new SoulgraphException(
          Code.SCOPE_LIMIT,
          "a connection has at most " + limits.scopesMax() + " scopes open",
          Integer.toString(following.size()));
    }
  }
}
