package dev.soulgraph.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The client's side of a WebSocket (RFC 6455), no more of it than a node needs to be spoken to. */
final class Socket implements AutoCloseable {
  /** What a client does with what comes, on its loop's thread. */
  interface Listener {
    void message(byte[] message);

    /** The other side has ended it. */
    void gone();
  }

  private static final int FINAL = 0x80;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int MASKED = 0x80;
  private static final int SHORT = 126;
  private static final int LONG = 127;
  private static final int HEAD_MAX_BYTES = 14;

  private final SocketChannel channel;
  private final Listener listener;
  private final Loop loop;
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();

  /** The beginning of a frame whose end hasn't come. */
  private byte @Nullable [] rest;

  private volatile @Nullable SelectionKey key;
  private volatile boolean closed;

  Socket(SocketChannel channel, Listener listener, Loop loop) {
    this.channel = channel;
    this.listener = listener;
    this.loop = loop;
  }

  void register(Selector selector) {
    try {
      synchronized (this) {
        int interest = SelectionKey.OP_READ | (waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE);
        key = channel.register(selector, interest, this);
      }
    } catch (ClosedChannelException e) {
      gone();
    }
  }

  /** Sends messages in one go. */
  void send(List<byte[]> messages) {
    int bytes = 0;
    for (byte[] message : messages) {
      bytes += message.length + HEAD_MAX_BYTES;
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    messages.forEach(each -> frame(out, BINARY, each));
    write(out.flip());
  }

  void send(byte[] message) {
    send(List.of(message));
  }

  private static void frame(ByteBuffer out, int opcode, byte[] payload) {
    out.put((byte) (FINAL | opcode));
    if (payload.length < SHORT) {
      out.put((byte) (MASKED | payload.length));
    } else if (payload.length <= 0xffff) {
      out.put((byte) (MASKED | SHORT)).putShort((short) payload.length);
    } else {
      out.put((byte) (MASKED | LONG)).putLong(payload.length);
    }
    int mask = ThreadLocalRandom.current().nextInt();
    out.putInt(mask);
    int at = 0;
    for (; at + 4 <= payload.length; at += 4) {
      int word =
          payload[at] << 24
              | (payload[at + 1] & 0xff) << 16
              | (payload[at + 2] & 0xff) << 8
              | payload[at + 3] & 0xff;
      out.putInt(word ^ mask);
    }
    for (; at < payload.length; at++) {
      out.put((byte) (payload[at] ^ mask >>> 24 - 8 * (at & 3)));
    }
  }

  private synchronized void write(ByteBuffer bytes) {
    try {
      if (waiting.isEmpty()) {
        channel.write(bytes);
      }
      if (bytes.hasRemaining()) {
        waiting.add(bytes);
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
          registered.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
          loop.wantsToWrite();
        }
      }
    } catch (IOException e) {
      gone();
    }
  }

  synchronized void flush() throws IOException {
    while (!waiting.isEmpty()) {
      channel.write(waiting.element());
      if (waiting.element().hasRemaining()) {
        return;
      }
      waiting.remove();
    }
    SelectionKey registered = key;
    if (registered != null && registered.isValid()) {
      registered.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Reads what there is; returns whether the pipe is still open. */
  boolean read(ByteBuffer buffer) throws IOException {
    byte[] before = rest;
    int from = before == null ? 0 : before.length;
    int count = channel.read(buffer);
    if (count <= 0) {
      return count == 0;
    }
    byte[] bytes = new byte[from + count];
    if (before != null) {
      System.arraycopy(before, 0, bytes, 0, from);
    }
    buffer.flip().get(bytes, from, count);
    int at = 0;
    for (int next = frame(bytes, at); next > 0; next = frame(bytes, at)) {
      at = next;
    }
    rest = at == bytes.length ? null : java.util.Arrays.copyOfRange(bytes, at, bytes.length);
    return true;
  }

  /** Where the frame ends, or 0 where it isn't all there. */
  private int frame(byte[] bytes, int at) {
    if (bytes.length < at + 2) {
      return 0;
    }
    int length = bytes[at + 1] & 0x7f;
    int start = at + 2;
    int extra = length == SHORT ? 2 : length == LONG ? 8 : 0;
    if (bytes.length < start + extra) {
      return 0;
    }
    if (extra > 0) {
      length = 0;
      for (int i = 0; i < extra; i++) {
        length = length << 8 | bytes[start + i] & 0xff;
      }
    }
    start += extra;
    if (bytes.length - start < length) {
      return 0;
    }
    handle(bytes[at], bytes, start, length);
    return start + length;
  }

  private void handle(int head, byte[] bytes, int start, int length) {
    int opcode = head & 0xf;
    if (opcode == PING) {
      ByteBuffer pong = ByteBuffer.allocate(length + HEAD_MAX_BYTES);
      frame(pong, PONG, java.util.Arrays.copyOfRange(bytes, start, start + length));
      write(pong.flip());
    } else if (opcode == CLOSE) {
      gone();
    } else if (opcode <= BINARY && (head & FINAL) != 0 && fragments.size() == 0) {
      listener.message(java.util.Arrays.copyOfRange(bytes, start, start + length));
    } else if (opcode <= BINARY) {
      fragments.write(bytes, start, length);
      if ((head & FINAL) != 0) {
        byte[] message = fragments.toByteArray();
        fragments.reset();
        listener.message(message);
      }
    }
  }

  void gone() {
    if (!closed) {
      close();
      listener.gone();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
