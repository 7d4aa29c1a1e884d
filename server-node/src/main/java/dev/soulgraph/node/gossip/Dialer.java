package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Peer;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps up a connection to another node: tries for ever, unless the other says what no later try
 * would change. All but the connecting happens on the writer's thread.
 */
final class Dialer {
  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  /** What lasted so long has worked, so the next try need not wait long. */
  private static final long LASTING_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long EVERY_SECONDS = Backoff.MAX_MS / 1000;
  private static final int TEXT_MAX_CHARS = 300;

  private final URI url;
  private final Gossip gossip;
  private final HttpClient http;
  private final Backoff backoff = new Backoff(new SplittableRandom());
  private final Executor writer;
  private @Nullable GossipSocket socket;
  private boolean online;
  private boolean given;
  private long onlineNanos;
  private String failure = "";

  /**
   * @param writer runs what it is given on the writer's thread
   */
  Dialer(URI url, Gossip gossip, HttpClient http, Executor writer) {
    this.url = url;
    this.gossip = gossip;
    this.http = http;
    this.writer = writer;
  }

  /** The URL less what may be secret in it. */
  String address() {
    String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    return url.getScheme() + "://" + host + url.getRawPath();
  }

  void connect() {
    if (gossip.isStopping()) {
      return;
    }
    GossipSocket made = new GossipSocket(gossip, this, Guest.TRUSTED, null);
    CompletableFuture<?> unused =
        http.newWebSocketBuilder()
            .connectTimeout(CONNECT_MAX)
            .buildAsync(url, new DialledPipe(made, address()))
            .whenComplete(
                (open, e) -> {
                  if (e != null) {
                    writer.execute(() -> again("is not reached: " + why(e)));
                  }
                });
  }

  private static String why(Throwable e) {
    Throwable cause = e;
    for (; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebSocketHandshakeException refused) {
        return "it answers with HTTP status "
            + refused.getResponse().statusCode()
            + ", not with a WebSocket";
      }
      if (cause instanceof UnresolvedAddressException) {
        return "nobody knows its host";
      }
      if (cause instanceof ClosedChannelException
          || cause instanceof ConnectException && cause.getCause() == null) {
        return "nothing listens there";
      }
      if (cause.getCause() == null) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " " + message);
      }
    }
    return "";
  }

  void opened(GossipSocket open) {
    socket = open;
  }

  /** A frame has been handled. */
  void heard(Peer peer) {
    if (!online && peer.isLinked()) {
      online = true;
      onlineNanos = System.nanoTime();
      failure = "";
      LOG.info("Peer {} is connected", address());
    }
  }

  void lost(String how) {
    GossipSocket had = socket;
    SoulgraphException reason = had == null ? null : had.outbound().closing();
    boolean welcomed = online;
    socket = null;
    online = false;
    if (welcomed && System.nanoTime() - onlineNanos > LASTING_NANOS) {
      backoff.reset();
    }
    if (gossip.isStopping()) {
      return;
    }
    if (reason != null && isHopeless(reason.code(), welcomed)) {
      given = true;
      failure = printable(String.valueOf(reason.getMessage()));
      LOG.error(
          "Peer {} won't have this node, and isn't tried again: {}. {}",
          address(),
          failure,
          advice(reason.code()));
    } else {
      again("is lost: " + (reason == null ? how : reason.getMessage()));
    }
  }

  private static boolean isHopeless(Code code, boolean welcomed) {
    return code == Code.NETWORK_MISMATCH
        || code == Code.RELAY_INVALID
        || code == Code.UNSUPPORTED && !welcomed;
  }

  private static String advice(Code code) {
    return switch (code) {
      case NETWORK_MISMATCH -> "Start both with the same --network";
      case RELAY_INVALID ->
          "This is the node itself, or a copy of its folder, which must not run beside it: name"
              + " another with --peer";
      default -> "Update whichever of the two is older";
    };
  }

  /** Told when it is news; a peer that stays away would fill the log. */
  private void again(String what) {
    String text = printable(what);
    long delayMs = backoff.nextMs();
    if (!text.equals(failure)) {
      LOG.warn("Peer {} {}. Trying again, at least every {} s", address(), text, EVERY_SECONDS);
    }
    failure = text;
    CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS, writer)
        .execute(this::connect);
  }

  /** What others say may hold anything. */
  static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > TEXT_MAX_CHARS ? line.substring(0, TEXT_MAX_CHARS) : line;
  }

  boolean isConnected() {
    return socket != null;
  }

  /** Whether it isn't tried any more. */
  boolean hasGivenUp() {
    return given;
  }

  /** Why it isn't connected, as far as known. */
  String failure() {
    return failure;
  }
}
