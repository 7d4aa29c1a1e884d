package dev.soulgraph.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a node that can lead to another one later, and counts the bytes that pass. */
final class Meter implements AutoCloseable {
  private static final int CLOSED = 0;

  private final ServerSocket door;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong turns = new AtomicLong();
  private volatile int port = CLOSED;
  private volatile boolean up;
  private volatile long begunNanos;

  Meter() throws IOException {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI url() {
    return URI.create("ws://127.0.0.1:" + door.getLocalPort() + "/gossip");
  }

  /** Where new connections lead; nothing is counted yet. */
  void leadTo(int nodePort) {
    port = nodePort;
    bytes.set(0);
    turns.set(0);
  }

  /** Both ways, the upgrade and WebSocket's heads included. */
  long bytes() {
    return bytes.get();
  }

  /** When the last connection came. */
  long begunNanos() {
    return begunNanos;
  }

  /** How often the client spoke after the node had: a measure of round trips. */
  long turns() {
    return turns.get();
  }

  private static void start(Runnable job) {
    Thread thread = new Thread(job, "meter");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        if (port == CLOSED) {
          client.close();
          continue;
        }
        begunNanos = System.nanoTime();
        Socket node = new Socket("localhost", port);
        client.setTcpNoDelay(true);
        node.setTcpNoDelay(true);
        start(() -> pass(client, node, true));
        start(() -> pass(node, client, false));
      }
    } catch (IOException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void pass(Socket from, Socket to, boolean upwards) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        bytes.addAndGet(length);
        if (upwards && !up) {
          turns.incrementAndGet();
        }
        up = upwards;
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // One side has gone, so the other goes too.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
