package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a socket. It asks for the next piece only while little of what it brought
 * waits for the writer: the rest waits in the client. Public because Jetty looks its methods up.
 */
public final class GossipSocket implements Session.Listener {
  /** So much of an oversized frame is thrown away before its sender hears of it. */
  private static final long DISCARD_MAX_BYTES = 64L << 20;

  private static final long DISCARD_MAX_MS = 5_000;

  private final Gossip gossip;
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private final AtomicLong waitingBytes = new AtomicLong();
  private @Nullable Session session;
  private @Nullable Outbound outbound;
  private boolean parked;
  private long discardedBytes;
  private volatile boolean discarding;
  private volatile long discardingSinceMs;
  private volatile boolean deaf;
  private volatile long heardAtMs;

  /** The writer's; null before it has met this connection. */
  @Nullable Peer peer;

  /** The writer's: since when this socket should have been gone. */
  long closingSinceMs;

  GossipSocket(Gossip gossip) {
    this.gossip = gossip;
  }

  Outbound outbound() {
    Outbound open = outbound;
    if (open == null) {
      throw new IllegalStateException("a socket is used once it is open");
    }
    return open;
  }

  private Session session() {
    Session open = session;
    if (open == null) {
      throw new IllegalStateException("a socket is used once it is open");
    }
    return open;
  }

  long heardAtMs() {
    return heardAtMs;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    outbound = new Outbound(opened, gossip.packers(), () -> gossip.drained(this));
    heardAtMs = gossip.nowMs();
    gossip.opened(this);
    opened.demand();
  }

  @Override
  public void onWebSocketPartialBinary(ByteBuffer piece, boolean last, Callback callback) {
    heardAtMs = gossip.nowMs();
    if (deaf) {
      callback.succeed();
      session().demand();
      return;
    }
    if (discarding || frame.size() + piece.remaining() > FrameCodec.FRAME_MAX_BYTES) {
      int length = piece.remaining();
      callback.succeed();
      discard(length, last);
      return;
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    callback.succeed();
    frame.writeBytes(bytes);
    if (!last) {
      session().demand();
      return;
    }
    byte[] whole = frame.toByteArray();
    frame.reset();
    receive(whole);
  }

  /**
   * A client that is closed on in the middle of its message goes on sending, and the reset which
   * that earns it destroys the refusal. So the message's end comes first, within bounds.
   */
  private void discard(int length, boolean last) {
    if (!discarding) {
      discardedBytes = frame.size();
      frame.reset();
      discardingSinceMs = gossip.nowMs();
      discarding = true;
    }
    discardedBytes += length;
    if (last || discardedBytes > DISCARD_MAX_BYTES) {
      refuseTooLarge();
    }
    session().demand();
  }

  /** The writer's, about once a second: a sender that stalls isn't waited for. */
  void endDiscarding(long nowMs) {
    if (discarding && nowMs - discardingSinceMs > DISCARD_MAX_MS) {
      refuseTooLarge();
    }
  }

  private synchronized void refuseTooLarge() {
    if (!deaf) {
      deaf = true;
      gossip.malformed(
          this,
          new SoulgraphException(
              Code.FRAME_TOO_LARGE,
              "a frame has at most " + FrameCodec.FRAME_MAX_BYTES + " bytes",
              ""));
    }
  }

  private void receive(byte[] whole) {
    try {
      if (Packed.is(whole)) {
        int bytes = Packed.read(whole).size();
        gossip.admit(bytes, () -> check(whole, bytes));
      } else {
        gossip.inbox().grow(whole.length);
        check(whole, whole.length);
      }
    } catch (SoulgraphException e) {
      refuse(e);
    }
  }

  /**
   * @param bytes of the frames, by now counted in the inbox
   */
  private void check(byte[] message, int bytes) {
    try {
      List<Checkers.Checked> frames = gossip.checkers().check(message);
      waitingBytes.addAndGet(bytes);
      gossip.received(this, frames, bytes);
      demandOrPark();
    } catch (SoulgraphException e) {
      gossip.inbox().shrink(bytes);
      refuse(e);
    } catch (InterruptedException e) {
      gossip.inbox().shrink(bytes);
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void demandOrPark() {
    if (waitingBytes.get() < Inbox.MAX_BYTES_PER_CONNECTION && gossip.inbox().hasRoom()) {
      session().demand();
    } else {
      parked = true;
    }
  }

  /** The writer is through with a frame of this socket's. */
  void handled(int bytes) {
    long left = waitingBytes.addAndGet(-bytes);
    synchronized (this) {
      // Whoever has nothing waiting may always bring the next, or nobody would wake it.
      if (parked
          && (left == 0 || left < Inbox.MAX_BYTES_PER_CONNECTION && gossip.inbox().hasRoom())) {
        parked = false;
        session().demand();
      }
    }
  }

  /** Says why by name; what still comes is thrown away until the other side has closed. */
  private void refuse(SoulgraphException reason) {
    deaf = true;
    frame.reset();
    gossip.malformed(this, reason);
    session().demand();
  }

  @Override
  public void onWebSocketPartialText(String piece, boolean last) {
    heardAtMs = gossip.nowMs();
    if (deaf) {
      session().demand();
    } else {
      refuse(new SoulgraphException(Code.FRAME_MALFORMED, "frames are binary messages", "text"));
    }
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    heardAtMs = gossip.nowMs();
    session().demand();
  }

  @Override
  public void onWebSocketClose(int status, @Nullable String reason, Callback callback) {
    callback.succeed();
    gone("closed " + status);
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    gone(String.valueOf(cause.getMessage()));
  }

  private void gone(String why) {
    deaf = true;
    Outbound open = outbound;
    if (open != null) {
      open.abandon();
      gossip.gone(this, why);
    }
  }

  void ping() {
    session().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
  }

  void disconnect() {
    session().disconnect();
  }

  @Override
  public String toString() {
    Session open = session;
    return open == null ? "a socket" : String.valueOf(open.getRemoteSocketAddress());
  }
}
