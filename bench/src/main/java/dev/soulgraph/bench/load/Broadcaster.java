package dev.soulgraph.bench.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * The ceiling of handing on: a bare server of Java-WebSocket that broadcasts frames which it has,
 * and does nothing else. Ends with the process that has started it.
 */
public final class Broadcaster extends WebSocketServer {
  /** Whoever has as many waiting is waited for: the queues are without bound. */
  private static final int WAITING_MAX = 1000;

  private final List<byte[]> frames;

  private Broadcaster(List<byte[]> frames) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.frames = frames;
    setTcpNoDelay(true);
    setConnectionLostTimeout(0);
  }

  /**
   * @param args a file of frames, each after its length
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<byte[]> frames = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(Path.of(args[0])))) {
      for (int count = in.readInt(); count > 0; count--) {
        frames.add(in.readNBytes(in.readInt()));
      }
    }
    Broadcaster server = new Broadcaster(frames);
    server.start();
    while (System.in.read() >= 0) {
      // Nothing is said; the end of it is.
    }
    server.stop(0);
    System.exit(0);
  }

  @Override
  public void onStart() {
    System.out.println("http://127.0.0.1:" + getPort());
  }

  /** Any message begins a round of as many broadcasts as it has bytes' worth of in its number. */
  @Override
  public void onMessage(WebSocket from, ByteBuffer message) {
    int rounds = message.getInt();
    Thread thread = new Thread(() -> broadcast(rounds), "broadcast");
    thread.start();
  }

  private void broadcast(int count) {
    Collection<WebSocket> all = List.copyOf(getConnections());
    try {
      for (int i = 0; i < count; i++) {
        broadcast(frames.get(i % frames.size()), all);
        for (WebSocket each : all) {
          while (each instanceof WebSocketImpl socket && socket.outQueue.size() > WAITING_MAX) {
            Thread.sleep(0, 100_000);
          }
        }
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void onMessage(WebSocket from, String message) {}

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {}

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket socket, Exception e) {
    System.out.println("ERROR " + e);
  }
}
