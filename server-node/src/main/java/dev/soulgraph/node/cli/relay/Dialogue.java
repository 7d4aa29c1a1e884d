package dev.soulgraph.node.cli.relay;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.transport.Connection;
import java.net.URI;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one relay, driven by the thread that waits for it. A command doesn't come back
 * to a relay that is gone: it says so, and can be given again.
 */
public final class Dialogue implements AutoCloseable {
  private final URI url;
  private final long timeoutMs;
  private final EventLoop loop;
  private final RelaySocket socket;
  private @Nullable ClientSession session;
  private @Nullable SoulgraphException failure;

  /**
   * @param speaker makes the session once the connection is open
   * @param tick see {@link EventLoop}
   */
  public Dialogue(
      URI url, long timeoutMs, Function<Connection, ClientSession> speaker, Runnable tick) {
    this.url = url;
    this.timeoutMs = timeoutMs;
    this.loop = new EventLoop(tick);
    this.socket =
        new RelaySocket(
            url,
            (int) Math.min(timeoutMs, Integer.MAX_VALUE),
            loop,
            new RelaySocket.Events() {
              @Override
              public void opened() {
                session = speaker.apply(socket);
              }

              @Override
              public void received(byte[] frames, boolean joined) {
                if (session != null) {
                  session.received(frames, joined);
                }
              }

              @Override
              public void closed(SoulgraphException reason) {
                if (session != null) {
                  session.disconnected();
                }
                failure = failure == null ? reason : failure;
              }
            });
  }

  /** Begins to connect, and goes on while the caller does something else. */
  public void open() {
    socket.connect();
  }

  public EventLoop loop() {
    return loop;
  }

  /**
   * Waits until the relay has proven its key.
   *
   * @throws SoulgraphException {@code relay-unreachable} and what the relay refuses
   */
  public ClientSession ready() {
    await(() -> session != null && session.ready(), () -> 0, "it greets");
    ClientSession ready = session;
    if (ready == null) {
      throw new IllegalStateException("ready without a session");
    }
    return ready;
  }

  /**
   * Runs what arrives until {@code done}.
   *
   * @param what the relay does when all is well
   * @throws SoulgraphException why that can't be any more: the connection's end, {@code timeout}
   */
  public void await(BooleanSupplier done, LongSupplier progress, String what) {
    boolean inTime = loop.await(() -> failure != null || done.getAsBoolean(), progress, timeoutMs);
    if (done.getAsBoolean()) {
      return;
    }
    if (failure != null) {
      throw failure;
    }
    if (!inTime) {
      throw new SoulgraphException(
          Code.TIMEOUT, "a relay answers within " + timeoutMs + " ms: " + what, url.toString());
    }
  }

  /** Why the connection has ended, or null while it stands. */
  public @Nullable SoulgraphException failure() {
    return failure;
  }

  @Override
  public void close() {
    socket.leave();
  }
}
