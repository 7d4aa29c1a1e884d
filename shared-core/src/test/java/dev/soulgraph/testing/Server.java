package dev.soulgraph.testing;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Signer;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Background;
import dev.soulgraph.sync.Node;
import dev.soulgraph.sync.NodeLimits;
import dev.soulgraph.sync.Peer;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A node on a machine that can lose its power. */
public final class Server {
  /** Checked once for all servers: the check is a function of the key. */
  private static final AuthorKeys AUTHORS = new AuthorKeys();

  private final World world;
  private final String network;
  private final Signer identity;
  private final Background background;
  private CrashingStore.Disk disk;
  private final Map<Pipe, Peer> peers = new HashMap<>();
  private final List<Pipe> dialled = new ArrayList<>();
  private final FrameCodec codec = new FrameCodec();
  private final Gate gate;
  private CrashingStore store;
  private Node node;
  private int life;
  private boolean flushing;
  private boolean forcing = true;
  private long clockErrorMs;
  private Consumer<Part> eavesdropper = part -> {};
  private Predicate<Part> policy = part -> false;

  public Server(World world, int number) {
    this(world, number, "main", world.background());
  }

  public Server(World world, int number, String network, Background background) {
    this(world, number, network, background, Identity.of("node " + number).signer(world));
  }

  public Server(World world, int number, String network, Background background, Signer identity) {
    this.world = world;
    this.network = network;
    this.background = background;
    this.identity = identity;
    disk = new CrashingStore.Disk(number);
    gate = new Gate(network, AUTHORS, Identity.verifier(new World(0, 0)));
    store = new CrashingStore(disk, this::nowMs);
    node = begin();
    world.ticker(
        () -> {
          node.tick();
          flushSoon();
        });
  }

  /** Who is to be told of every part that is sent here. */
  public void eavesdrop(Consumer<Part> listener) {
    eavesdropper = listener;
  }

  /** What this node takes from nobody. */
  public void refuse(Predicate<Part> unwanted) {
    policy = unwanted;
  }

  /** How far this machine's clock is ahead. */
  public void clockAhead(long ms) {
    clockErrorMs = ms;
  }

  private long nowMs() {
    return world.nowMs() + clockErrorMs;
  }

  private Node begin() {
    return new Node(
        network,
        store,
        this::nowMs,
        world.entropy(),
        identity,
        background,
        "test",
        NodeLimits.DEFAULT);
  }

  Runnable accept(Pipe pipe) {
    int born = life;
    Node host = node;
    Peer peer = host.connect(pipe.toTab);
    peers.put(pipe, peer);
    pipe.toNode.to(
        bytes -> {
          if (life == born) {
            receive(peer, bytes);
          }
        },
        pipe::taken);
    return () -> {
      peers.remove(pipe);
      host.disconnected(peer);
    };
  }

  /** Connects to another node, so that each follows the other. */
  public Pipe peer(Server other) {
    Pipe pipe = new Pipe(world);
    Runnable lost = other.accept(pipe);
    int born = life;
    Node host = node;
    Peer peer = host.dial(pipe.toNode, gate);
    dialled.add(pipe);
    pipe.toTab.to(
        bytes -> {
          if (life == born) {
            receive(peer, bytes);
          }
        },
        () -> other.drained(pipe));
    pipe.whenTaken(() -> host.drained(peer));
    pipe.whenCut(
        () -> {
          lost.run();
          dialled.remove(pipe);
          host.disconnected(peer);
        });
    return pipe;
  }

  /** A pipe that nobody but the test speaks on; what the node says is gathered. */
  public Stranger stranger() {
    Pipe pipe = new Pipe(world);
    pipe.whenCut(accept(pipe));
    return new Stranger(pipe, () -> drained(pipe));
  }

  /** A client without a database behind it. */
  public static final class Stranger {
    public final Pipe pipe;
    public final List<Frame> heard = new ArrayList<>();

    Stranger(Pipe pipe, Runnable drained) {
      this.pipe = pipe;
      pipe.toTab.to(bytes -> heard.add(new FrameCodec().decode(bytes)), drained);
    }

    public void say(Frame frame) {
      pipe.forge(FrameCodec.encode(frame));
    }

    /** The codes of what was refused so far. */
    public List<String> refusals() {
      return heard.stream()
          .filter(Frame.Refuse.class::isInstance)
          .map(frame -> ((Frame.Refuse) frame).code())
          .toList();
    }
  }

  private void receive(Peer peer, byte[] bytes) {
    try {
      Frame frame = codec.decode(bytes);
      List<@Nullable SoulgraphException> refusals = new ArrayList<>();
      for (Part part : parts(frame)) {
        eavesdropper.accept(part);
        if (policy.test(part)) {
          refusals.add(new SoulgraphException(Code.NOT_OWNER, "this node's policy", ""));
        } else {
          gate.verify(part, refusals::add);
        }
      }
      if (frame instanceof Presence said) {
        gate.verify(said, refusals::add);
      }
      node.receive(peer, frame, bytes, refusals);
    } catch (SoulgraphException e) {
      if (e.code() == Code.INTERNAL) {
        throw e;
      }
      node.malformed(peer, e);
    }
    flushSoon();
  }

  private static List<Part> parts(Frame frame) {
    if (frame instanceof Frame.Commit commit) {
      return List.of(commit.part());
    }
    if (frame instanceof Frame.Changes changes) {
      return changes.parts();
    }
    return frame instanceof Frame.Found found ? found.parts() : List.of();
  }

  private void flushSoon() {
    if (node.dirty() && !flushing && forcing) {
      flushing = true;
      int born = life;
      world.after(
          world.delayMs(),
          () -> {
            if (life == born) {
              flushing = false;
              node.forcing().run();
              node.forced();
            }
          });
    }
  }

  void drained(Pipe pipe) {
    Peer peer = peers.get(pipe);
    if (peer != null) {
      node.drained(peer);
    }
  }

  /** The disk takes nothing until {@link #force}. */
  public void holdForcing() {
    forcing = false;
  }

  public void force() {
    forcing = true;
    flushSoon();
  }

  /** The power goes and comes back; all pipes are cut. */
  public void crash() {
    life++;
    flushing = false;
    new ArrayList<>(peers.keySet()).forEach(Pipe::cut);
    new ArrayList<>(dialled).forEach(Pipe::cut);
    store = new CrashingStore(disk, this::nowMs);
    node = begin();
  }

  /**
   * As if restored from a copy: what this machine knew is forgotten, what the copy knew is back.
   */
  public void restore(CrashingStore.Disk copy) {
    disk = copy;
    crash();
  }

  public CrashingStore.Disk disk() {
    return disk;
  }

  public Node node() {
    return node;
  }

  public Store store() {
    return store;
  }

  public int forces() {
    return store.forces();
  }
}
