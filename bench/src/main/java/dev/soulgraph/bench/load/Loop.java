package dev.soulgraph.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One thread that reads for any number of WebSocket clients: the node shares the machine. */
final class Loop implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /gossip HTTP/1.1",
          "Host: 127.0.0.1",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: c291bGdyYXBoLWJlbmNoMQ==",
          "Sec-WebSocket-Version: 13",
          "",
          "");

  private final Selector selector;
  private final Queue<Socket> arriving = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Scanner scanner = new Scanner();
  private volatile boolean closed;

  Loop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A client whose messages the listener gets on this loop's thread. */
  Socket connect(int port, Socket.Listener listener) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.socket().setTcpNoDelay(true);
    ByteBuffer request = ByteBuffer.wrap(UPGRADE.getBytes(StandardCharsets.US_ASCII));
    while (request.hasRemaining()) {
      channel.write(request);
    }
    readUpgraded(channel);
    channel.configureBlocking(false);
    Socket socket = new Socket(channel, listener, this);
    arriving.add(socket);
    selector.wakeup();
    return socket;
  }

  /** The head ends with an empty line; nobody speaks before the client has. */
  private static void readUpgraded(SocketChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new IOException("no upgrade: " + head);
      }
      head.append((char) one.get(0));
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("no upgrade: " + head);
    }
  }

  /** For this loop's thread. */
  Scanner scanner() {
    return scanner;
  }

  void wantsToWrite() {
    selector.wakeup();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select();
        for (Socket each = arriving.poll(); each != null; each = arriving.poll()) {
          each.register(selector);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SelectionKey key) {
    Socket socket = (Socket) key.attachment();
    try {
      if (key.isValid() && key.isWritable()) {
        socket.flush();
      }
      if (key.isValid() && key.isReadable()) {
        buffer.clear();
        if (!socket.read(buffer)) {
          socket.gone();
        }
      }
    } catch (CancelledKeyException e) {
      // Its client has closed it meanwhile.
    } catch (IOException e) {
      socket.gone();
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
