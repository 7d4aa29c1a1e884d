package dev.soulgraph.node.cli.relay;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.gossip.Deflation;
import dev.soulgraph.node.gossip.Unpacker;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;

/** A WebSocket to a relay; everything that happens to it is posted to the event loop. */
final class RelaySocket extends WebSocketClient implements Connection {
  /** What the other end of the pipe is told, on the event loop. */
  interface Events {
    void opened();

    /**
     * @param joined whether these are frames one after the other, which came packed
     */
    void received(byte[] frames, boolean joined);

    /** Once, whoever closed it. */
    void closed(SoulgraphException reason);
  }

  private static final int GOODBYE_MAX_MS = 300;

  /** What has come and waits to be handled: more stays in the network until some of it is. */
  private static final int UNHANDLED_MAX_BYTES = 2 * FrameCodec.FRAME_MAX_BYTES;

  private final Semaphore room = new Semaphore(UNHANDLED_MAX_BYTES);

  private final CountDownLatch gone = new CountDownLatch(1);
  private final EventLoop loop;
  private final Events events;
  private final Unpacker unpacker = new Unpacker();
  private final Deflation deflation = new Deflation();

  /** Only for the event loop. */
  private boolean closed;

  private volatile boolean wasOpen;
  private volatile boolean left;
  private volatile @Nullable Exception error;

  RelaySocket(URI url, int connectTimeoutMs, EventLoop loop, Events events) {
    super(
        url,
        new Draft_6455(List.of(), List.of(new Protocol("")), FrameCodec.FRAME_MAX_BYTES),
        null,
        connectTimeoutMs);
    this.loop = loop;
    this.events = events;
    setTcpNoDelay(true);
    setDaemon(true);
    // The session pings by itself.
    setConnectionLostTimeout(0);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    wasOpen = true;
    loop.post(events::opened);
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    if (!Packed.is(message)) {
      post(message, false);
      return;
    }
    try {
      post(unpacker.unpack(message), true);
    } catch (SoulgraphException e) {
      loop.post(() -> close(e, true));
    }
  }

  private void post(byte[] frames, boolean joined) {
    int bytes = Math.min(frames.length, UNHANDLED_MAX_BYTES);
    room.acquireUninterruptibly(bytes);
    if (left) {
      room.release(bytes);
      return;
    }
    loop.post(
        () -> {
          room.release(bytes);
          events.received(frames, joined);
        });
  }

  @Override
  public void onMessage(String text) {
    close(CloseFrame.REFUSE, "frames are binary");
  }

  @Override
  public void onError(Exception e) {
    error = e;
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    Exception cause = error;
    gone.countDown();
    loop.post(() -> end(reason(code, reason, cause)));
  }

  private SoulgraphException reason(int code, String reason, @Nullable Exception cause) {
    if (!wasOpen) {
      String why = cause == null ? reason : why(cause);
      return new SoulgraphException(
          Code.RELAY_UNREACHABLE, "a relay answers at its address", getURI() + ": " + why, cause);
    }
    String detail = reason.isEmpty() ? "code " + code : reason;
    return new SoulgraphException(
        Code.RELAY_CLOSED, "the relay keeps the connection open", detail, cause);
  }

  private static String why(Exception cause) {
    return cause instanceof ConnectException && cause.getMessage() != null
        ? cause.getMessage()
        : cause.getClass().getSimpleName();
  }

  private void end(SoulgraphException reason) {
    if (!closed) {
      closed = true;
      events.closed(reason);
    }
  }

  @Override
  public void send(byte[] frame) {
    if (closed) {
      return;
    }
    byte[] packed = deflation.pack(List.of(frame));
    try {
      super.send(packed == null ? frame : packed);
    } catch (WebsocketNotConnectedException e) {
      // Its end is on its way through the event loop.
      error = e;
    }
  }

  @Override
  public long queuedBytes() {
    long bytes = 0;
    if (getConnection() instanceof WebSocketImpl socket) {
      for (ByteBuffer each : socket.outQueue) {
        bytes += each.remaining();
      }
    }
    return bytes;
  }

  @Override
  public void close(SoulgraphException reason, boolean retry) {
    end(reason);
    close(CloseFrame.NORMAL, "");
  }

  /** Ends without telling, since whoever leaves knows, but says goodbye to the relay. */
  void leave() {
    closed = true;
    // Whoever leaves handles nothing any more: what still comes is let go.
    left = true;
    room.release(UNHANDLED_MAX_BYTES);
    close(CloseFrame.NORMAL, "");
    try {
      gone.await(GOODBYE_MAX_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
