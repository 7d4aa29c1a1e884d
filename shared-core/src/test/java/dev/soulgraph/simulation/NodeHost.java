package dev.soulgraph.simulation;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Background;
import dev.soulgraph.sync.Node;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A machine with a node on it, which goes down and comes back. */
final class NodeHost implements Acceptor {
  private static final int SLOWEST_DISK_MS = 25;
  private static final int RETRY_MS = 700;

  final String name;
  final Clock clock;
  private final Scene scene;
  private final PublicKey key;
  private final Dice dice;
  private final Gate gate;
  private final FrameCodec codec = new FrameCodec();
  private final Map<Link, Peer> peers = new LinkedHashMap<>();
  private final List<Acceptor> followed = new ArrayList<>();
  private final Map<Acceptor, Link> dialled = new LinkedHashMap<>();
  private Disk disk;
  private Model durable = new Model();
  private Model later = durable;
  private @Nullable Predicate<Part> policy;
  private @Nullable WatchedStore store;
  private @Nullable NodeWatch watch;
  private @Nullable Node node;
  private int life;
  private boolean flushing;
  private boolean diskHeld;
  private boolean diskFull;

  NodeHost(Scene scene, String name, Disk disk) {
    this.scene = scene;
    this.name = name;
    this.disk = disk;
    key = scene.notary.key("node " + name);
    dice = Chance.dice(scene.seed, name);
    clock = new Clock(scene.timeline);
    gate = new Gate(Scene.NETWORK_NAME, scene.notary.keys(), scene.notary.verifier());
    scene.ledger.place(() -> durable);
    scene.add(this);
  }

  @Override
  public String name() {
    return name;
  }

  /** What this node takes from nobody. */
  void refuse(Predicate<Part> unwanted) {
    policy = unwanted;
  }

  /** Follows another node, by a connection that is made again whenever it is lost. */
  void follow(Acceptor other) {
    followed.add(other);
  }

  boolean isUp() {
    return node != null;
  }

  void start() {
    if (node != null) {
      return;
    }
    int born = ++life;
    NodeWatch watching = new NodeWatch(scene, name, this::durableNow, policy == null);
    watch = watching;
    WatchedStore opened =
        new WatchedStore(
            disk.open(clock, Chance.entropy(scene.seed, name + " store " + life)),
            durable,
            later,
            watching);
    opened.full(diskFull);
    durable = opened.durable();
    store = opened;
    node =
        new Node(
            Scene.NETWORK_NAME,
            opened,
            clock,
            Chance.entropy(scene.seed, name + " node " + life),
            scene.notary.signer(key, dice),
            background(born),
            "simulated",
            scene.limits);
    flushing = false;
    tick(born);
    followed.forEach(other -> dial(other, born));
  }

  private Background background(int born) {
    return new Background() {
      @Override
      public <T> void run(Supplier<T> job, Consumer<T> then) {
        scene.timeline.after(
            dice.below(SLOWEST_DISK_MS),
            () -> {
              if (life == born) {
                T done = job.get();
                scene.timeline.after(
                    dice.below(SLOWEST_DISK_MS), () -> guarded(born, () -> then.accept(done)));
              }
            });
      }
    };
  }

  private void tick(int born) {
    guarded(
        born,
        () -> {
          running().tick();
          watching().tick(stored());
          watching().handled(running());
          flushSoon();
          scene.timeline.after(1000, () -> tick(born));
        });
  }

  private NodeWatch watching() {
    return java.util.Objects.requireNonNull(watch);
  }

  private Node running() {
    return java.util.Objects.requireNonNull(node);
  }

  /** A node whose store has failed ends. */
  private void guarded(int born, Runnable action) {
    if (life != born || node == null) {
      return;
    }
    try {
      action.run();
    } catch (SoulgraphException e) {
      if (e.code() != Code.STORAGE_FAILED) {
        throw new Broken("no-faults-of-its-own", name + ": " + e, e);
      }
      scene.note(name + " ends: its disk is full");
      powerCut();
    }
  }

  @Override
  public Runnable accept(Link link) {
    int born = life;
    if (node == null) {
      scene.timeline.after(0, link::cut);
      return () -> {};
    }
    Node host = running();
    Peer peer = host.connect(link.back);
    serve(link, link.back, peer, born);
    link.there.to(bytes -> guarded(born, () -> receive(peer, bytes)));
    return () -> gone(born, link, host, peer);
  }

  private void serve(Link link, Lane mine, Peer peer, int born) {
    peers.put(link, peer);
    NodeWatch watching = watching();
    watching.connected(peer, mine, link.from.equals(name) ? link.to : link.from);
    mine.limits(scene.limits);
    mine.from(
        frame -> watching.sent(peer, frame), () -> guarded(born, () -> running().drained(peer)));
  }

  private void gone(int born, Link link, Node host, Peer peer) {
    peers.remove(link);
    if (life == born) {
      watching().gone(peer);
      host.disconnected(peer);
    }
  }

  private void dial(Acceptor other, int born) {
    if (life != born || node == null) {
      return;
    }
    Link link = scene.network.link(name, other.name());
    Node host = running();
    Runnable otherLost = other.accept(link);
    Peer peer = host.dial(link.there, gate);
    // The hello is on its way already: nothing of a node's answers is among it.
    serve(link, link.there, peer, born);
    dialled.put(other, link);
    link.back.to(bytes -> guarded(born, () -> receive(peer, bytes)));
    link.whenLost(
        () -> {
          gone(born, link, host, peer);
          dialled.remove(other, link);
          scene.timeline.after(RETRY_MS + dice.below(RETRY_MS), () -> dial(other, born));
        },
        otherLost);
  }

  private void receive(Peer peer, byte[] bytes) {
    try {
      Frame frame = codec.decode(bytes);
      List<@Nullable SoulgraphException> refusals = new ArrayList<>();
      for (Part part : FrameText.parts(frame)) {
        if (policy != null && policy.test(part)) {
          refusals.add(new SoulgraphException(Code.NOT_OWNER, "this node's policy", ""));
        } else {
          gate.verify(part, refusals::add);
        }
      }
      watching().handling(peer, frame, stored());
      running().receive(peer, frame, bytes, refusals);
    } catch (SoulgraphException e) {
      if (e.code() == Code.INTERNAL || e.code() == Code.STORAGE_FAILED) {
        throw e;
      }
      running().malformed(peer, e);
    }
    watching().handled(running());
    flushSoon();
  }

  private void flushSoon() {
    if (node != null && node.dirty() && !flushing && !diskHeld) {
      flushing = true;
      int born = life;
      scene.timeline.after(
          dice.below(SLOWEST_DISK_MS),
          () ->
              guarded(
                  born,
                  () -> {
                    flushing = false;
                    running().forcing().run();
                    running().forced();
                    durable = stored().durable();
                  }));
    }
  }

  /** The disk takes long over its next force. */
  void holdDisk(long ms) {
    diskHeld = true;
    scene.timeline.after(ms, this::releaseDisk);
  }

  private void releaseDisk() {
    diskHeld = false;
    flushSoon();
  }

  void diskFull(boolean full) {
    diskFull = full;
    if (store != null) {
      store.full(full);
    }
  }

  private void down() {
    life++;
    node = null;
    store = null;
    List.copyOf(peers.keySet()).forEach(Link::cut);
    peers.clear();
    watch = null;
    dialled.clear();
  }

  /** What wasn't forced is lost, or some of it. */
  void powerCut() {
    if (node != null) {
      later = stored().now();
      down();
      disk.powerCut(dice);
    }
  }

  /** Ended as it should be. */
  void stop() {
    if (node != null && !diskFull && !diskHeld) {
      running().forcing().run();
      running().forced();
      WatchedStore open = stored();
      open.force();
      durable = open.durable();
      later = durable;
      down();
      open.close();
    }
  }

  Disk copyOfDisk() {
    return disk.copy();
  }

  /** What this machine knew is forgotten, what a copy of its disk knew is back. */
  void restore(Disk copy) {
    powerCut();
    Model before = durable;
    disk = copy;
    durable = new Model();
    later = durable;
    start();
    scene.ledger.destroyed(before, durable);
  }

  Model durableNow() {
    return store == null ? durable : store.durable();
  }

  WatchedStore stored() {
    return java.util.Objects.requireNonNull(store);
  }

  /** Whether something that was refused keeps this node and another from being equal. */
  boolean isDiverged() {
    return node != null && node.links().stream().anyMatch(link -> link.diverged());
  }

  List<Acceptor> followed() {
    return followed;
  }

  void discard() {
    if (store != null) {
      store.close();
    }
    disk.discard();
  }
}
