package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.node.gossip.Unpacker;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;

/** A client that sends whatever it is told to, over a real socket. */
final class RawClient extends WebSocketClient {
  private static final int PATIENCE_SECONDS = 20;
  private static final int FRAMES_MAX_BYTES = 64 << 20;

  private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
  private final Unpacker unpacker = new Unpacker();
  private final AtomicInteger packed = new AtomicInteger();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final FrameCodec codec = new FrameCodec();

  RawClient(Server server) throws InterruptedException {
    this(server.port());
  }

  RawClient(int port) throws InterruptedException {
    this(port, Map.of());
    assertTrue(isOpen(), "connects");
  }

  /** With headers of its own, as a browser or a proxy sends them. */
  RawClient(int port, Map<String, String> headers) throws InterruptedException {
    super(
        URI.create("ws://localhost:" + port + "/gossip"),
        new Draft_6455(List.of(), List.of(new Protocol("")), FRAMES_MAX_BYTES),
        headers,
        0);
    setConnectionLostTimeout(0);
    // One that is turned away may be closed again by now.
    connectBlocking(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A client that has been welcomed. */
  static RawClient welcomed(Server server) throws InterruptedException {
    RawClient client = new RawClient(server);
    client.send(hello(Network.DEFAULT));
    assertInstanceOf(Frame.Welcome.class, client.next());
    return client;
  }

  /** Says hello where it still can: one that isn't wanted may be closed by now. */
  void greet() {
    try {
      send(hello(Network.DEFAULT));
    } catch (WebsocketNotConnectedException e) {
      // Why, it has been told.
    }
  }

  static Frame.Hello hello(String network) {
    return new Frame.Hello(
        new int[] {Frame.VERSION},
        network,
        new byte[Frame.NONCE_BYTES],
        System.currentTimeMillis(),
        FrameCodec.FRAME_MAX_BYTES,
        "test");
  }

  void send(Frame frame) {
    send(FrameCodec.encode(frame));
  }

  Frame next() throws InterruptedException {
    Frame frame = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(frame, "a frame comes");
    return frame;
  }

  /** The next frame, or null at the connection's end: a flood may destroy its own refusal. */
  @Nullable Frame nextOrEnd() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      boolean over = closed.isDone();
      Frame frame = received.poll(50, TimeUnit.MILLISECONDS);
      if (frame != null || over) {
        return frame;
      }
    }
    throw new AssertionError("a frame or the end comes");
  }

  <T extends Frame> T next(Class<T> type) throws InterruptedException {
    Frame frame = next();
    while (!type.isInstance(frame)) {
      frame = next();
    }
    return type.cast(frame);
  }

  void open(int scope, Scope what, Frame.@Nullable Cursor since) {
    send(new Frame.Open(scope, what, since));
  }

  /** The node answers: nothing that others did has harmed this connection. */
  void assertAlive(int token) throws InterruptedException {
    send(new Frame.Ping(token));
    assertEquals(token, next(Frame.Pong.class).token());
  }

  /** How many packed messages have come. */
  int packed() {
    return packed.get();
  }

  /** The status with which the connection ends. */
  int closeStatus() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String message) {
    throw new AssertionError("a node sends no texts: " + message);
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    packed.addAndGet(Packed.is(message) ? 1 : 0);
    frames(codec, unpacker, message).forEach(received::add);
  }

  static List<Frame> frames(FrameCodec codec, Unpacker unpacker, byte[] message) {
    if (!Packed.is(message)) {
      return List.of(codec.decode(message));
    }
    List<Frame> frames = new ArrayList<>();
    codec.decodeJoined(unpacker.unpack(message), (frame, bytes) -> frames.add(frame));
    return frames;
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    closed.complete(code);
  }

  @Override
  public void onError(Exception e) {}
}
