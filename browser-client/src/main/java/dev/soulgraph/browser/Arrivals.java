package dev.soulgraph.browser;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Node;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What one client sends, in its order: each frame waits until its signature was looked at. */
final class Arrivals {
  private static final class Arrival {
    final Frame frame;
    final byte[] bytes;
    boolean checked;
    @Nullable SoulgraphException refusal;

    Arrival(Frame frame, byte[] bytes) {
      this.frame = frame;
      this.bytes = bytes;
    }
  }

  private final Node node;
  private final Gate gate;
  private final Peer peer;
  private final FrameCodec codec = new FrameCodec();
  private final Deque<Arrival> waiting = new ArrayDeque<>();

  Arrivals(Node node, Gate gate, Peer peer) {
    this.node = node;
    this.gate = gate;
    this.peer = peer;
  }

  void add(byte[] bytes) {
    try {
      Arrival arrival = new Arrival(codec.decode(bytes), bytes);
      waiting.add(arrival);
      check(arrival);
    } catch (SoulgraphException e) {
      node.malformed(peer, e);
    }
  }

  /** Clients sign commits, and who is where; nothing else that they send has a signature. */
  private void check(Arrival arrival) {
    if (arrival.frame instanceof Frame.Commit commit) {
      gate.verify(commit.part(), refusal -> checked(arrival, refusal));
    } else if (arrival.frame instanceof Presence said) {
      gate.verify(said, refusal -> checked(arrival, refusal));
    } else {
      checked(arrival, null);
    }
  }

  private void checked(Arrival arrival, @Nullable SoulgraphException refusal) {
    arrival.checked = true;
    arrival.refusal = refusal;
    for (Arrival next = waiting.peek(); next != null && next.checked; next = waiting.peek()) {
      waiting.remove();
      node.receive(peer, next.frame, next.bytes, Collections.singletonList(next.refusal));
    }
  }

  /** The connection is gone. */
  void end() {
    waiting.clear();
    node.disconnected(peer);
  }
}
