package dev.soulgraph.node.gossip;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Signer;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.sync.Node;
import dev.soulgraph.sync.NodeLimits;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.Frame;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins sockets to the core's {@link Node}, whose only thread is the {@link Writer}. */
public final class Gossip {
  private static final Logger LOG = LoggerFactory.getLogger(Gossip.class);

  /** Reading for catching up waits for the disk more than for the processor. */
  private static final int READERS = 2;

  private final WallClock clock;
  private final Checkers checkers;
  private final Packers packers;
  private final Inbox inbox = new Inbox();
  private final Cork cork = new Cork();
  private final Readers readers;
  private final Node node;
  private final Disk disk;
  private final Sockets sockets;
  private final Places places = new Places();
  private final Writer writer;
  private final Guard guard;
  private final AtomicInteger refused = new AtomicInteger();
  private final Peering peering;

  /** Checks who other nodes are; the writer's. */
  private final Gate gate;

  /**
   * @param commitWaitMs so long an acknowledgement may wait for others to share its force
   * @param tidy a step of the store's housekeeping; whether there is more to do
   * @param failed told once when the writer can't go on
   */
  public Gossip(
      String network,
      String agent,
      Store store,
      WallClock clock,
      Entropy entropy,
      Signer identity,
      Verifier verifier,
      Guard guard,
      int commitWaitMs,
      BooleanSupplier tidy,
      Consumer<Throwable> failed) {
    this.clock = clock;
    int processors = Runtime.getRuntime().availableProcessors();
    checkers = new Checkers(network, verifier, processors);
    packers = new Packers(processors);
    readers = new Readers(READERS, inbox, failed);
    node = new Node(network, store, clock, entropy, identity, readers, agent, NodeLimits.DEFAULT);
    node.guard(guard);
    this.guard = guard;
    sockets = new Sockets(clock, guard);
    peering = new Peering(node, sockets);
    gate = new Gate(network, new AuthorKeys(), verifier);
    disk = new Disk(node, inbox, TimeUnit.MILLISECONDS.toNanos(commitWaitMs));
    writer = new Writer(inbox, node, sockets, cork, disk, this::tick, tidy, failed);
  }

  private void tick() {
    node.tick();
    sockets.tick();
    places.tick(nowMs(), guard.helloMs());
    peering.tick();
    guard.tick();
  }

  public void start() {
    writer.start();
  }

  /** What a new connection speaks to, or null when there are too many. */
  public @Nullable AcceptedPipe accept(Guest guest) {
    Places.Place place =
        writer.isStopping() ? null : places.take(guard.connectionsMax(), guest, nowMs());
    return place == null ? null : new AcceptedPipe(new GossipSocket(this, null, guest, place));
  }

  /** Connects to other nodes and follows them, as they follow this one; from then on, for ever. */
  public void dial(List<URI> peers) {
    inbox.add(() -> peering.dial(peers, this, inbox::add));
  }

  /** Of the status page: other nodes and clocks, and the stages with the names of their threads. */
  public Map<String, Object> told() {
    Map<String, Object> members = new LinkedHashMap<>(peering.told());
    members.put(
        "stages",
        List.of(
            stage("check", Checkers.THREADS, Map.of("atOnce", checkers.count())),
            stage("inbox", "", Map.of("bytes", inbox.bytes(), "maxBytes", Inbox.MAX_BYTES)),
            stage("merge", Writer.THREAD, Map.of("batches", writer.batches())),
            stage("force", Disk.THREAD, Map.of("forces", disk.forces(), "ms", disk.forcingMs())),
            stage("pack", Packers.THREADS, Map.of("messages", packers.count())),
            stage("read", Readers.THREADS, Map.of("pieces", readers.count()))));
    return members;
  }

  private static Map<String, Object> stage(String name, String threads, Map<String, ?> figures) {
    Map<String, Object> stage = new LinkedHashMap<>();
    stage.put("stage", name);
    if (!threads.isEmpty()) {
      stage.put("threads", threads);
    }
    new TreeMap<>(figures).forEach(stage::put);
    return stage;
  }

  /** The time by which changes are judged. */
  public WallClock judging() {
    return node.clock();
  }

  /** What a connection speaks to that isn't wanted, or null where even to say so is too much. */
  public @Nullable AcceptedPipe refuse(SoulgraphException reason) {
    Unwanted guest = writer.isStopping() ? null : Unwanted.of(reason, refused);
    return guest == null ? null : new AcceptedPipe(new GossipSocket(this, null, guest, null));
  }

  Guard guard() {
    return guard;
  }

  boolean isStopping() {
    return writer.isStopping();
  }

  public int connections() {
    return sockets.count();
  }

  /** Ends what has come in, forces and acknowledges it, and says good-bye to everybody. */
  public void stop() {
    writer.stop();
    disk.close();
    readers.close();
    packers.close();
  }

  long nowMs() {
    return clock.nowMs();
  }

  Checkers checkers() {
    return checkers;
  }

  Inbox inbox() {
    return inbox;
  }

  Cork cork() {
    return cork;
  }

  Packers packers() {
    return packers;
  }

  /** Goes on with a packed message once there is room for what is in it, on whatever thread. */
  void admit(int bytes, Runnable job) {
    Thread asking = Thread.currentThread();
    inbox.admit(
        bytes,
        () -> {
          // Who makes room is the writer, which opens nothing.
          if (Thread.currentThread() == asking) {
            job.run();
          } else {
            packers.run(job);
          }
        });
  }

  void opened(GossipSocket socket) {
    inbox.add(
        () -> {
          sockets.add(socket);
          Dialer dialer = socket.dialer;
          if (dialer == null) {
            socket.peer = node.connect(socket.outbound());
          } else {
            dialer.opened(socket);
            socket.peer = node.dial(socket.outbound(), gate);
          }
        });
  }

  /**
   * @param bytes of these frames, counted in the inbox
   */
  void received(GossipSocket socket, List<Checkers.Checked> frames, int bytes) {
    inbox.add(
        () -> {
          Peer peer = socket.peer;
          if (peer != null) {
            frames.forEach(each -> receive(peer, each));
            if (socket.dialer != null) {
              socket.dialer.heard(peer);
            }
          }
          inbox.shrink(bytes);
          socket.handled(bytes);
        });
  }

  /** A defect that one frame brings to light costs its connection, not everybody's. */
  private void receive(Peer peer, Checkers.Checked checked) {
    try {
      if (checked.shadow() && checked.frame() instanceof Frame.Commit commit) {
        node.shadow(peer, commit);
      } else {
        node.receive(peer, checked.frame(), checked.bytes(), checked.sealRefusals());
      }
    } catch (RuntimeException e) {
      if (e instanceof SoulgraphException known && known.code() == Code.STORAGE_FAILED) {
        throw e;
      }
      LOG.error("A frame could not be handled", e);
      node.malformed(
          peer, new SoulgraphException(Code.INTERNAL, "a node can handle every frame", ""));
    }
  }

  void malformed(GossipSocket socket, SoulgraphException reason) {
    inbox.add(
        () -> {
          Peer peer = socket.peer;
          if (peer != null) {
            node.malformed(peer, reason);
          }
        });
  }

  void drained(GossipSocket socket) {
    inbox.add(
        () -> {
          Peer peer = socket.peer;
          if (peer != null) {
            node.drained(peer);
          }
        });
  }

  void gone(GossipSocket socket, String why) {
    inbox.add(
        () -> {
          Peer peer = socket.peer;
          if (peer != null && sockets.remove(socket, why)) {
            node.disconnected(peer);
            if (socket.dialer != null) {
              socket.dialer.lost(why);
            }
          }
        });
  }
}
