package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.transport.Connection;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a socket: one frame is under way, the others wait here, counted. How many may
 * wait is the session's decision, which stops at {@link Limits#OUTBOUND_MAX_BYTES}.
 */
final class Outbound implements Connection {
  private static final int REASON_MAX_CHARS = 40;

  private final Session session;
  private final Runnable drained;
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean sending;
  private boolean pumping;
  private boolean closed;
  private @Nullable SoulgraphException closing;

  /**
   * @param drained called, by any thread, when what waits falls to where catching up goes on
   */
  Outbound(Session session, Runnable drained) {
    this.session = session;
    this.drained = drained;
  }

  @Override
  public void send(byte[] frame) {
    synchronized (this) {
      if (closed || closing != null) {
        return;
      }
      queue.add(frame);
      queuedBytes += frame.length;
    }
    pump();
  }

  /** A completion may come from within a send: it leaves the next to the loop that is running. */
  private void pump() {
    synchronized (this) {
      if (pumping) {
        return;
      }
      pumping = true;
    }
    for (byte[] next = next(); next != null; next = next()) {
      int length = next.length;
      session.sendBinary(
          ByteBuffer.wrap(next), Callback.from(() -> sent(length), failure -> abandon()));
    }
  }

  private synchronized byte @Nullable [] next() {
    if (!sending && !closed && !queue.isEmpty()) {
      sending = true;
      return queue.element();
    }
    pumping = false;
    SoulgraphException reason = closing;
    if (!sending && !closed && reason != null) {
      closed = true;
      session.close(status(reason.code()), text(reason), Callback.NOOP);
    }
    return null;
  }

  private void sent(int length) {
    boolean low;
    synchronized (this) {
      sending = false;
      queue.poll();
      boolean high = queuedBytes > Limits.OUTBOUND_LOW_BYTES;
      queuedBytes -= length;
      low = high && queuedBytes <= Limits.OUTBOUND_LOW_BYTES;
    }
    if (low) {
      drained.run();
    }
    pump();
  }

  /** Nothing can be sent any more: what waits is let go. */
  synchronized void abandon() {
    closed = true;
    queue.clear();
    queuedBytes = 0;
  }

  @Override
  public synchronized long queuedBytes() {
    return queuedBytes;
  }

  @Override
  public void close(SoulgraphException reason, boolean retry) {
    synchronized (this) {
      if (closing == null) {
        closing = reason;
      }
    }
    pump();
  }

  synchronized boolean isClosing() {
    return closed || closing != null;
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
}
