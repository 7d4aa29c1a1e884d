package dev.soulgraph.node.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.Unguarded;
import dev.soulgraph.storage.MemoryStore;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a socket asks for and throws away, and when it is given up: with a writer that stands. */
final class GossipSocketTest {
  private static final long SECOND_MS = 1_000;
  private static final int PIECE = 1 << 16;

  private final Unguarded guard = new Unguarded();
  private final Held pipe = new Held();
  private final AtomicInteger released = new AtomicInteger();
  private long nowMs = World.BEGIN_MS;
  private final Gossip gossip =
      new Gossip(
          "main",
          "test",
          new MemoryStore(new MemoryStore.Disk(new byte[MemoryStore.Disk.NAME_BYTES]), () -> nowMs),
          () -> nowMs,
          byte[]::new,
          Identity.of("node").signer(new World(0, 0)),
          Identity.verifier(new World(0, 0)),
          guard,
          0,
          () -> false,
          failure -> {});
  private final GossipSocket socket = new GossipSocket(gossip, null, Guest.TRUSTED, null);

  /** Takes what it is given at once, and tells how often it was asked for more. */
  private static final class Held implements Pipe {
    int demands;
    @Nullable SoulgraphException closed;

    @Override
    public void demand() {
      demands++;
    }

    @Override
    public void send(byte[] message, Consumer<Boolean> done) {
      done.accept(true);
    }

    @Override
    public void ping() {}

    @Override
    public void close(SoulgraphException reason) {
      closed = reason;
    }

    @Override
    public void disconnect() {}

    @Override
    public String address() {
      return "";
    }
  }

  @AfterEach
  void end() {
    gossip.packers().close();
  }

  private void open() {
    socket.opened(pipe);
    handle();
    assertEquals(1, pipe.demands);
    pipe.demands = 0;
  }

  /** The writer does what has come to it. */
  private void handle() {
    for (Runnable job = gossip.inbox().nextIfAny(); job != null; job = gossip.inbox().nextIfAny()) {
      job.run();
    }
  }

  private void message(Frame frame) {
    piece(FrameCodec.encode(frame), true);
  }

  private void piece(byte[] bytes, boolean last) {
    socket.piece(ByteBuffer.wrap(bytes), last, released::incrementAndGet);
  }

  private @Nullable Code closedFor() {
    handle();
    SoulgraphException reason = pipe.closed;
    return reason == null ? null : reason.code();
  }

  private static Frame hello() {
    return new Frame.Hello(
        new int[] {Frame.VERSION},
        "main",
        new byte[Frame.NONCE_BYTES],
        World.BEGIN_MS,
        FrameCodec.FRAME_MAX_BYTES,
        "test");
  }

  /** Half of what may wait of one connection. */
  private static Frame large() {
    return new Frame.Reconcile(1, 1, new byte[(int) Inbox.MAX_BYTES_PER_CONNECTION / 2]);
  }

  @Test
  void asMuchIsAskedForAsMayWaitOfOneConnection() {
    open();
    message(hello());
    assertEquals(1, pipe.demands);
    message(large());
    assertEquals(2, pipe.demands);
    message(large());
    assertEquals(2, pipe.demands, "1 MiB waits");
    assertEquals(3, released.get());
    handle();
    assertEquals(3, pipe.demands);
    assertEquals(0, gossip.inbox().bytes());
  }

  @Test
  void whileOthersFillTheInboxOneMessageIsTaken() {
    open();
    gossip.inbox().grow(Inbox.MAX_BYTES);
    message(hello());
    assertEquals(0, pipe.demands, "what it has brought waits");
    handle();
    assertEquals(1, pipe.demands, "nothing of it waits, so nobody else would wake it");
    message(new Frame.Ping(1));
    assertEquals(1, pipe.demands);
  }

  @Test
  void theEndOfAMessageIsAskedForWhateverWaits() {
    open();
    message(hello());
    message(large());
    message(large());
    int before = pipe.demands;
    piece(new byte[10], false);
    assertEquals(before + 1, pipe.demands);
  }

  @Test
  void anOversizeMessageIsThrownAwayToItsEndAndRefused() {
    open();
    message(hello());
    pipe.demands = 0;
    int pieces = FrameCodec.FRAME_MAX_BYTES / PIECE + 3;
    for (int i = 1; i < pieces; i++) {
      piece(new byte[PIECE], false);
      assertNull(closedFor(), "piece " + i);
      assertEquals(i, pipe.demands);
    }
    piece(new byte[PIECE], true);
    assertEquals(Code.FRAME_TOO_LARGE, closedFor());
    assertEquals(pieces, pipe.demands);
    assertEquals(0, gossip.inbox().bytes());
  }

  @Test
  void ofAnEndlessMessageSoMuchIsThrownAway() {
    open();
    message(hello());
    long most = 64L << 20;
    for (long sent = 0; sent + PIECE <= most; sent += PIECE) {
      piece(new byte[PIECE], false);
    }
    assertNull(closedFor());
    piece(new byte[PIECE], false);
    assertEquals(Code.FRAME_TOO_LARGE, closedFor());
  }

  @Test
  void anOversizeMessageIsWaitedForSomeSeconds() {
    open();
    message(hello());
    for (int i = 0; i <= FrameCodec.FRAME_MAX_BYTES / PIECE; i++) {
      piece(new byte[PIECE], false);
    }
    nowMs += 5 * SECOND_MS;
    socket.endWaiting(nowMs);
    assertNull(closedFor());
    nowMs++;
    socket.endWaiting(nowMs);
    assertEquals(Code.FRAME_TOO_LARGE, closedFor());
  }

  @Test
  void whoSaysNoHelloIsGivenUp() {
    open();
    nowMs += guard.helloMs();
    socket.endWaiting(nowMs);
    assertNull(closedFor());
    nowMs++;
    socket.endWaiting(nowMs);
    assertEquals(Code.TIMEOUT, closedFor());
  }

  @Test
  void aMessageThatDoesNotEndIsGivenUpThoughItsPiecesCome() {
    open();
    message(hello());
    nowMs += 10 * guard.messageMs();
    socket.endWaiting(nowMs);
    assertNull(closedFor(), "between two messages nothing is waited for");
    long beganMs = nowMs;
    while (nowMs <= beganMs + guard.messageMs()) {
      piece(new byte[1], false);
      socket.endWaiting(nowMs);
      assertNull(closedFor());
      nowMs += SECOND_MS;
    }
    socket.endWaiting(nowMs);
    assertEquals(Code.TIMEOUT, closedFor());
  }

  @Test
  void afterARefusalAllThatComesIsThrownAway() {
    open();
    byte[] garbage = new byte[100];
    Arrays.fill(garbage, (byte) 0xff);
    piece(garbage, true);
    assertEquals(Code.NOT_CANONICAL, closedFor());
    int before = pipe.demands;
    List<Frame> frames = new ArrayList<>();
    frames.add(hello());
    frames.add(new Frame.Open(1, Scope.ALL, null));
    frames.forEach(this::message);
    socket.text();
    assertEquals(before + 3, pipe.demands);
    assertEquals(0, gossip.inbox().bytes());
    assertNull(gossip.inbox().nextIfAny(), "nothing came to the writer");
  }
}
