package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/** A WebSocket that a client has opened. Public because Jetty looks its methods up. */
public final class AcceptedPipe implements Session.Listener, Pipe {
  private static final int REASON_MAX_CHARS = 40;

  private final GossipSocket socket;
  private @Nullable Session session;

  AcceptedPipe(GossipSocket socket) {
    this.socket = socket;
  }

  private Session session() {
    Session open = session;
    if (open == null) {
      throw new IllegalStateException("a socket is used once it is open");
    }
    return open;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    socket.opened(this);
  }

  @Override
  public void onWebSocketPartialBinary(ByteBuffer piece, boolean last, Callback callback) {
    socket.piece(piece, last, callback::succeed);
  }

  @Override
  public void onWebSocketPartialText(String piece, boolean last) {
    socket.text();
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    socket.heard();
    demand();
  }

  @Override
  public void onWebSocketClose(int status, @Nullable String reason, Callback callback) {
    callback.succeed();
    socket.gone("closed " + status);
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    socket.gone(String.valueOf(cause.getMessage()));
  }

  @Override
  public void demand() {
    try {
      session().demand();
    } catch (RejectedExecutionException stopped) {
      // A socket that had to wait goes on after the node has stopped: nothing more will come.
    }
  }

  @Override
  public void send(byte[] message, Consumer<Boolean> done) {
    session()
        .sendBinary(
            ByteBuffer.wrap(message),
            Callback.from(() -> done.accept(true), failure -> done.accept(false)));
  }

  @Override
  public void ping() {
    session().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
  }

  @Override
  public void close(SoulgraphException reason) {
    session().close(status(reason.code()), text(reason), Callback.NOOP);
  }

  private static int status(Code code) {
    return switch (code) {
      case FRAME_TOO_LARGE -> StatusCode.MESSAGE_TOO_LARGE;
      case CLOSED -> StatusCode.SHUTDOWN;
      case INTERNAL, STORAGE_FAILED -> StatusCode.SERVER_ERROR;
      default -> StatusCode.POLICY_VIOLATION;
    };
  }

  /** A close frame has little room; the refusal has said it all. */
  private static String text(SoulgraphException reason) {
    String text = reason.code().text();
    return text.length() > REASON_MAX_CHARS ? text.substring(0, REASON_MAX_CHARS) : text;
  }

  @Override
  public void disconnect() {
    session().disconnect();
  }

  @Override
  public String address() {
    return String.valueOf(session().getRemoteSocketAddress());
  }
}
