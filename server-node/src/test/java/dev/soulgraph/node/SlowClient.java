package dev.soulgraph.node;

import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.node.gossip.Unpacker;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;

/** Follows a scope, but reads nothing after the welcome until it is let go. */
final class SlowClient extends WebSocketClient {
  private static final int PATIENCE_SECONDS = 60;

  private final FrameCodec codec = new FrameCodec();
  private final Unpacker unpacker = new Unpacker();
  private final CountDownLatch held = new CountDownLatch(1);
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Object news = new Object();

  SlowClient(Server server) throws InterruptedException {
    this(server, Scope.ALL);
  }

  SlowClient(Server server, Scope scope) throws InterruptedException {
    super(
        URI.create("ws://localhost:" + server.port() + "/gossip"),
        new Draft_6455(List.of(), List.of(new Protocol("")), 2 * FrameCodec.FRAME_MAX_BYTES));
    setConnectionLostTimeout(0);
    connectBlocking(PATIENCE_SECONDS, TimeUnit.SECONDS);
    send(FrameCodec.encode(RawClient.hello("main")));
    send(FrameCodec.encode(new Frame.Open(1, scope, null)));
  }

  void letGo() {
    held.countDown();
  }

  /** Is gone without a word, with all that waits for it unread. */
  void vanish() throws IOException {
    getSocket().close();
    held.countDown();
  }

  boolean hasSeen(int changes) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (news) {
      while (seen.size() < changes && System.nanoTime() < end) {
        news.wait(1_000);
      }
    }
    return seen.size() == changes;
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    for (Frame frame : RawClient.frames(codec, unpacker, copy)) {
      see(frame);
    }
    synchronized (news) {
      news.notifyAll();
    }
  }

  private void see(Frame frame) {
    if (frame instanceof Frame.Changes changes) {
      for (Part part : changes.parts()) {
        for (Leaf leaf : part.leaves()) {
          seen.add(leaf.id().toString());
        }
      }
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String message) {}

  @Override
  public void onClose(int code, String reason, boolean remote) {}

  @Override
  public void onError(Exception e) {}
}
