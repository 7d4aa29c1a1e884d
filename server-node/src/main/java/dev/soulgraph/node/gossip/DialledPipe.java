package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.SoulgraphException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket to another node. The JDK's client: it reads only what it is asked for, and says when
 * a message has gone, so a slow node holds up no memory on either side.
 */
final class DialledPipe implements WebSocket.Listener, Pipe {
  private final GossipSocket socket;
  private final String address;
  private volatile @Nullable WebSocket webSocket;

  DialledPipe(GossipSocket socket, String address) {
    this.socket = socket;
    this.address = address;
  }

  private WebSocket webSocket() {
    WebSocket open = webSocket;
    if (open == null) {
      throw new IllegalStateException("a socket is used once it is open");
    }
    return open;
  }

  @Override
  public void onOpen(WebSocket opened) {
    webSocket = opened;
    socket.opened(this);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer piece, boolean last) {
    socket.piece(piece, last, () -> {});
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
    socket.text();
    return null;
  }

  /** It has been answered already. */
  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
    socket.heard();
    demand();
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
    socket.heard();
    demand();
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    socket.gone("closed " + status + (reason.isEmpty() ? "" : ", " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable cause) {
    socket.gone(String.valueOf(cause.getMessage()));
  }

  @Override
  public void demand() {
    webSocket().request(1);
  }

  @Override
  public void send(byte[] message, Consumer<Boolean> done) {
    CompletableFuture<WebSocket> unused =
        webSocket()
            .sendBinary(ByteBuffer.wrap(message), true)
            .whenComplete((same, failure) -> done.accept(failure == null));
  }

  @Override
  public void ping() {
    CompletableFuture<WebSocket> unused = webSocket().sendPing(ByteBuffer.allocate(0));
  }

  /** Clients may not use most codes; a refusal has said why. */
  @Override
  public void close(SoulgraphException reason) {
    CompletableFuture<WebSocket> unused = webSocket().sendClose(WebSocket.NORMAL_CLOSURE, "");
  }

  @Override
  public void disconnect() {
    webSocket().abort();
    socket.gone("silent");
  }

  @Override
  public String address() {
    return address;
  }
}
