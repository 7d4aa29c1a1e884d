package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a socket. It asks for the next piece only while little of what it brought
 * waits for the writer: the rest waits at the other end.
 */
final class GossipSocket {
  /** So much of an oversized frame is thrown away before its sender hears of it. */
  private static final long DISCARD_MAX_BYTES = 64L << 20;

  private static final long DISCARD_MAX_MS = 5_000;

  private final Gossip gossip;
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private final Intake intake;
  private @Nullable Pipe pipe;
  private @Nullable Outbound outbound;
  private long discardedBytes;
  private volatile boolean discarding;
  private volatile long discardingSinceMs;
  private volatile boolean deaf;
  private volatile long heardAtMs;

  /** The writer's; null before it has met this connection. */
  @Nullable Peer peer;

  /** The writer's: since when this socket should have been gone. */
  long closingSinceMs;

  /** Who has made this connection to another node; null where a client has come. */
  final @Nullable Dialer dialer;

  /** Whether the other end is a node, whose changes have seals to be verified. */
  private boolean isNode;

  private final Guest guest;

  /** Of a client; null where this node has connected, and where nobody may stay. */
  private final Places.@Nullable Place place;

  /** Since when it has been waited for the first frame, or for the end of a message; 0: not. */
  private volatile long waitingSinceMs;

  private volatile boolean greeted;

  GossipSocket(Gossip gossip, @Nullable Dialer dialer, Guest guest, Places.@Nullable Place place) {
    this.gossip = gossip;
    this.guest = guest;
    this.place = place;
    this.dialer = dialer;
    this.isNode = dialer != null;
    this.intake = new Intake(gossip.inbox(), () -> pipe().demand());
  }

  Outbound outbound() {
    Outbound open = outbound;
    if (open == null) {
      throw new IllegalStateException("a socket is used once it is open");
    }
    return open;
  }

  private Pipe pipe() {
    Pipe open = pipe;
    if (open == null) {
      throw new IllegalStateException("a socket is used once it is open");
    }
    return open;
  }

  long heardAtMs() {
    return heardAtMs;
  }

  void opened(Pipe opened) {
    pipe = opened;
    if (place != null) {
      place.opened();
    }
    outbound = new Outbound(opened, gossip.packers(), gossip.cork(), () -> gossip.drained(this));
    heard();
    waitingSinceMs = heardAtMs;
    greeted = dialer != null;
    gossip.opened(this);
    opened.demand();
  }

  void heard() {
    heardAtMs = gossip.nowMs();
  }

  /**
   * A piece of a message.
   *
   * @param release to be called once the piece isn't looked at any more
   */
  void piece(ByteBuffer piece, boolean last, Runnable release) {
    heard();
    if (deaf) {
      release.run();
      pipe().demand();
      return;
    }
    if (discarding || frame.size() + piece.remaining() > FrameCodec.FRAME_MAX_BYTES) {
      int length = piece.remaining();
      release.run();
      discard(length, last);
      return;
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    release.run();
    if (greeted && waitingSinceMs == 0) {
      waitingSinceMs = heardAtMs;
    }
    frame.writeBytes(bytes);
    if (!last) {
      pipe().demand();
      return;
    }
    byte[] whole = frame.toByteArray();
    frame.reset();
    waitingSinceMs = 0;
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
    pipe().demand();
  }

  /** The writer's, about once a second: a sender that stalls isn't waited for. */
  void endWaiting(long nowMs) {
    if (discarding && nowMs - discardingSinceMs > DISCARD_MAX_MS) {
      refuseTooLarge();
    }
    long maxMs = greeted ? gossip.guard().messageMs() : gossip.guard().helloMs();
    long since = waitingSinceMs;
    if (!deaf && since > 0 && nowMs - since > maxMs) {
      deaf = true;
      gossip.malformed(
          this,
          new SoulgraphException(
              Code.TIMEOUT,
              greeted
                  ? "a message is whole within " + maxMs + " ms"
                  : "a client says hello within " + maxMs + " ms",
              ""));
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
      List<Checkers.Checked> frames = gossip.checkers().check(message, this::isNode, guest);
      greeted = true;
      long pauseNanos = guest.pauseNanos();
      if (gossip.guard().decides(guest)) {
        gossip.inbox().shrink(bytes);
        new Deciding(gossip.guard(), guest, frames)
            .run(
                decided -> {
                  gossip.inbox().grow(bytes);
                  deliver(decided, bytes, pauseNanos);
                });
      } else {
        deliver(frames, bytes, pauseNanos);
      }
    } catch (SoulgraphException e) {
      gossip.inbox().shrink(bytes);
      refuse(e);
    } catch (InterruptedException e) {
      gossip.inbox().shrink(bytes);
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(List<Checkers.Checked> frames, int bytes, long pauseNanos) {
    intake.add(bytes);
    gossip.received(this, frames, bytes);
    if (pauseNanos == 0) {
      intake.goOn();
    } else {
      CompletableFuture.delayedExecutor(pauseNanos, TimeUnit.NANOSECONDS).execute(intake::goOn);
    }
  }

  /** Whoever greets as a node is followed; one message of a socket is checked at a time. */
  private boolean isNode(Frame frame) {
    isNode |= frame instanceof Frame.Hello hello && hello.peer() != null;
    return isNode;
  }

  /** The writer is through with a frame of this socket's. */
  void handled(int bytes) {
    intake.handled(bytes);
  }

  /** Says why by name; what still comes is thrown away until the other side has closed. */
  private void refuse(SoulgraphException reason) {
    deaf = true;
    frame.reset();
    gossip.malformed(this, reason);
    pipe().demand();
  }

  /** A text instead of a frame. */
  void text() {
    heard();
    if (deaf) {
      pipe().demand();
    } else {
      refuse(new SoulgraphException(Code.FRAME_MALFORMED, "frames are binary messages", "text"));
    }
  }

  /** The pipe has ended, for whatever reason. */
  void gone(String why) {
    deaf = true;
    if (place != null) {
      place.leave();
    } else {
      guest.left();
    }
    Outbound open = outbound;
    if (open != null) {
      open.abandon();
      gossip.gone(this, why);
    }
  }

  void ping() {
    pipe().ping();
  }

  void disconnect() {
    pipe().disconnect();
  }

  @Override
  public String toString() {
    Pipe open = pipe;
    return open == null ? "a socket" : open.address();
  }
}
