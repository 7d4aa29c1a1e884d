package dev.soulgraph.node;

import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.node.crypto.CorrettoVerifier;
import dev.soulgraph.node.crypto.NodeKey;
import dev.soulgraph.node.gossip.Gossip;
import dev.soulgraph.node.gossip.Guest;
import dev.soulgraph.node.http.HttpFront;
import dev.soulgraph.node.http.Visitor;
import dev.soulgraph.node.limits.Proxies;
import dev.soulgraph.node.limits.RulesFile;
import dev.soulgraph.node.policy.PolicyProgram;
import dev.soulgraph.node.store.MvStore;
import dev.soulgraph.sync.Entropy;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node. It ends by {@link #stop}, by the process's end, or when its disk fails; each time
 * what was acknowledged is on disk, and clients are told to come back.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final ServeOptions options;
  private final MvStore store;
  private final NodeKey key;
  private final Verifier verifier;
  private final Doorkeeper keeper;
  private final Gossip gossip;
  private final HttpFront http;
  private final Thread hook = new Thread(this::stop, "soulgraph-stop");
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  private Server(
      ServeOptions options, MvStore store, NodeKey key, WallClock clock, Entropy entropy) {
    this.options = options;
    this.store = store;
    this.key = key;
    Verifier corretto = CorrettoVerifier.load();
    verifier = corretto == null ? new BouncyCastleVerifier() : corretto;
    PolicyProgram policy = options.guard().policy();
    keeper =
        new Doorkeeper(
            options.network(),
            new RulesFile(options.guard().limits(), options.guard().set()),
            new Proxies(options.guard().proxies()),
            options.guard().origins(),
            new StoredBytes(store),
            policy);
    if (policy != null) {
      policy.start();
    }
    gossip =
        new Gossip(
            options.network(),
            Release.AGENT,
            store,
            clock,
            entropy,
            key,
            verifier,
            keeper,
            options.commitWaitMs(),
            store::tidy,
            this::failed);
    StatusPage status =
        new StatusPage(options.network(), store, key, gossip, clock, verifier, keeper);
    http =
        HttpFront.start(
            options.host(),
            options.port(),
            options.guard().certificates(),
            status::members,
            this::visited);
  }

  /** What a new connection speaks to, or null where it isn't worth a word. */
  private @Nullable Object visited(Visitor visitor) {
    try {
      Guest guest = keeper.enter(visitor);
      Object pipe = gossip.accept(guest);
      if (pipe == null) {
        guest.left();
        throw new SoulgraphException(Code.RATE_LIMIT, "a node has room for a connection", "");
      }
      return pipe;
    } catch (SoulgraphException e) {
      return gossip.refuse(e);
    }
  }

  /**
   * Opens the data folder, begins to listen, and returns. The node also stops with the process, on
   * Ctrl-C and SIGTERM.
   *
   * @throws SoulgraphException {@code port-in-use}, {@code data-in-use}, {@code data-unreadable},
   *     {@code data-too-new}, {@code network-mismatch}, {@code input-invalid}
   */
  public static Server start(ServeOptions options) {
    SecureRandom random = new SecureRandom();
    Entropy entropy =
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        };
    WallClock clock = System::currentTimeMillis;
    // The store lets expire what the gossip wouldn't take any more: both go by one time.
    AtomicReference<WallClock> judging = new AtomicReference<>(clock);
    MvStore store =
        MvStore.open(
            options.dataDir(),
            options.network(),
            () -> Objects.requireNonNull(judging.get()).nowMs(),
            entropy);
    try {
      NodeKey key = NodeKey.load(options.dataDir(), entropy);
      Server server = new Server(options, store, key, clock, entropy);
      judging.set(server.gossip.judging());
      server.gossip.start();
      server.gossip.dial(options.peers());
      Runtime.getRuntime().addShutdownHook(server.hook);
      return server;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  public int connections() {
    return gossip.connections();
  }

  public int port() {
    return http.port();
  }

  /** Where people find the page. */
  public String url() {
    boolean any = options.host().equals("0.0.0.0") || options.host().equals("::");
    String host = any ? "localhost" : options.host();
    String scheme = options.guard().certificates() == null ? "http" : "https";
    return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port();
  }

  /** A few lines for whoever has started the node. */
  public String greeting() {
    return "Soulgraph "
        + Release.VERSION
        + " listens on "
        + url()
        + "\n  page     "
        + url()
        + "/\n  gossip   "
        + url().replaceFirst("http", "ws")
        + "/gossip\n  data     "
        + options.dataDir().toAbsolutePath().normalize()
        + "\n  network  "
        + options.network()
        + "\n  node     did:key:"
        + key.author().text()
        + "\n  verifier "
        + verifier
        + peers();
  }

  private String peers() {
    StringBuilder peers = new StringBuilder();
    options.peers().forEach(url -> peers.append("\n  peer     ").append(url));
    return peers.toString();
  }

  private void failed(Throwable cause) {
    failure = cause;
    if (cause instanceof SoulgraphException) {
      LOG.error("The node can't go on and stops: {}", cause.getMessage());
    } else {
      LOG.error("The node can't go on and stops", cause);
    }
    new Thread(this::stop, "soulgraph-stop-after-failure").start();
  }

  /** Why the node stopped by itself, or null. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Returns when the node has stopped, for whatever reason. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /** Finishes what has come in, forces it to disk, parts from everybody and lets go. */
  public void stop() {
    if (!stopping.compareAndSet(false, true)) {
      awaitUninterrupted();
      return;
    }
    try {
      gossip.stop();
      http.close();
      keeper.close();
    } finally {
      try {
        store.close();
      } finally {
        forgetHook();
        stopped.countDown();
      }
    }
  }

  private void awaitUninterrupted() {
    try {
      awaitStop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, which is what the hook waits for.
    }
  }

  @Override
  public void close() {
    stop();
  }
}
