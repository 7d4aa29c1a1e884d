package dev.soulgraph.node.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Ends connections on which no request comes to its end: Jetty's idle timeout begins anew with each
 * byte, so a head that comes a byte at a time would never end. One that has become a WebSocket is
 * the gossip's.
 */
final class Patience implements Connection.Listener {
  /** For a request's head, from the connection's beginning or the last answer's end. */
  static final long HEAD_MAX_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** For an answer: the largest file at five kilobytes a second. */
  private static final long ANSWER_MAX_NANOS = TimeUnit.SECONDS.toNanos(120);

  /** Beyond it the newest are ended at once. A page needs a few, for a few seconds. */
  static final int MAX = 5_000;

  private static final class Asking {
    long messages;
    long sinceNanos = System.nanoTime();
  }

  private final Map<Connection, Asking> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          job -> {
            Thread thread = new Thread(job, "soulgraph-http-sweeper");
            thread.setDaemon(true);
            return thread;
          });

  /** Has something done about once a second. */
  void each(Runnable job) {
    ScheduledFuture<?> unused = sweeper.scheduleWithFixedDelay(job, 1, 1, TimeUnit.SECONDS);
  }

  void start() {
    each(this::sweep);
  }

  void stop() {
    sweeper.shutdownNow();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      if (open.size() >= MAX) {
        connection.close();
      } else {
        open.put(connection, new Asking());
      }
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private void sweep() {
    long now = System.nanoTime();
    open.forEach(
        (connection, asking) -> {
          long messages = connection.getMessagesIn() + connection.getMessagesOut();
          boolean answering = connection.getMessagesIn() > connection.getMessagesOut();
          long maxNanos = answering ? ANSWER_MAX_NANOS : HEAD_MAX_NANOS;
          if (messages != asking.messages) {
            asking.messages = messages;
            asking.sinceNanos = now;
          } else if (now - asking.sinceNanos > maxNanos) {
            connection.close();
          }
        });
  }
}
