package dev.soulgraph.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A way to a node that counts what passes, WebSocket's own heads included. HTTP's upgrade and the
 * first message of each side, hello and welcome, are counted apart.
 */
final class Tap implements AutoCloseable {
  private final ServerSocket door;
  private final int nodePort;
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final AtomicLong hellos = new AtomicLong();
  private final Queue<Socket> passing = new ConcurrentLinkedQueue<>();
  private volatile boolean cut;

  Tap(int nodePort) throws IOException {
    this.nodePort = nodePort;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI url() {
    return URI.create("ws://127.0.0.1:" + door.getLocalPort() + "/gossip");
  }

  /** Bytes from the client since the last {@link #reset}. */
  long up() {
    return up.get();
  }

  /** Bytes to the client since the last {@link #reset}. */
  long down() {
    return down.get();
  }

  long both() {
    return up() + down();
  }

  /** Bytes of upgrade, hello and welcome since the last {@link #reset}. */
  long hellos() {
    return hellos.get();
  }

  /** Nothing passes until {@link #mend}. */
  void cut() throws IOException {
    cut = true;
    for (Socket client : passing) {
      client.close();
    }
    passing.clear();
  }

  void mend() {
    cut = false;
  }

  void reset() {
    up.set(0);
    down.set(0);
    hellos.set(0);
  }

  private static void start(Runnable job) {
    Thread thread = new Thread(job, "tap");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        if (cut) {
          client.close();
          continue;
        }
        Socket node = new Socket("localhost", nodePort);
        passing.add(client);
        client.setTcpNoDelay(true);
        node.setTcpNoDelay(true);
        start(() -> pass(client, node, up));
        start(() -> pass(node, client, down));
      }
    } catch (IOException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void pass(Socket from, Socket to, AtomicLong count) {
    byte[] buffer = new byte[1 << 16];
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    int hello = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        if (hello == 0) {
          start.write(buffer, 0, length);
          hello = hello(start.toByteArray());
          hellos.addAndGet(hello);
          count.addAndGet(hello == 0 ? 0 : start.size() - hello);
        } else {
          count.addAndGet(length);
        }
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // One side has gone, so the other goes too.
    }
  }

  /** How many bytes the upgrade and the first message take, or 0 while they aren't complete. */
  private static int hello(byte[] bytes) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    if (at < 4 || bytes.length < at + 4) {
      return 0;
    }
    int length = bytes[at + 1] & 127;
    boolean extended = length == 126;
    int size = extended ? (bytes[at + 2] & 255) << 8 | bytes[at + 3] & 255 : length;
    boolean masked = (bytes[at + 1] & 128) != 0;
    int end = at + 2 + (extended ? 2 : 0) + (masked ? 4 : 0) + size;
    return bytes.length < end ? 0 : end;
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
