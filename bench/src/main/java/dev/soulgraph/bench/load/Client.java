package dev.soulgraph.bench.load;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client that has been welcomed. What is counted of it is counted on its loop's thread. */
class Client implements Socket.Listener, Scanner.Sink, AutoCloseable {
  static final int PATIENCE_SECONDS = 120;

  private final CountDownLatch welcomed = new CountDownLatch(1);
  private final Loop loop;
  private final Socket socket;
  private volatile boolean closed;
  private volatile boolean dropped;

  Client(Loop loop, int port) throws IOException {
    this.loop = loop;
    socket = loop.connect(port, this);
    Frame.Hello hello =
        new Frame.Hello(
            new int[] {Frame.VERSION},
            Author.NETWORK,
            new byte[Frame.NONCE_BYTES],
            System.currentTimeMillis(),
            FrameCodec.FRAME_MAX_BYTES,
            "bench");
    socket.send(FrameCodec.encode(hello));
  }

  static void await(CountDownLatch latch, String what) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never came: " + what);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  final void awaitWelcome() {
    await(welcomed, "a welcome");
  }

  final void open(int scope, Scope what) {
    awaitWelcome();
    socket.send(FrameCodec.encode(new Frame.Open(scope, what, null)));
  }

  final void send(List<byte[]> frames) {
    socket.send(frames);
  }

  /** Whether the node has ended the connection. */
  final boolean isDropped() {
    return dropped;
  }

  @Override
  public final void message(byte[] message) {
    if (welcomed.getCount() > 0) {
      welcomed.countDown();
    } else {
      loop.scanner().scan(message, this);
      scanned();
    }
  }

  /** A message is through. */
  void scanned() {}

  @Override
  public void changes(int scope, long number, int count) {}

  @Override
  public void ack(int sequence) {}

  @Override
  public void level(int scope) {}

  @Override
  public void refused(byte[] frames) {
    System.err.println("refused: " + new String(frames, java.nio.charset.StandardCharsets.UTF_8));
    dropped = true;
  }

  @Override
  public final void gone() {
    dropped = !closed;
  }

  @Override
  public final void close() {
    closed = true;
    socket.close();
  }
}
