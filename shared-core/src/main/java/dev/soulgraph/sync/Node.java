package dev.soulgraph.sync;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Signer;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.storage.Store;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node's sessions, with clients and with other nodes: hello, scopes, catching up, live changes,
 * acknowledgements. Everything is called by one thread, the writer's; frames come decoded and seals
 * verified, which other threads can do. Fan-out follows the merge; acknowledgements wait for the
 * disk.
 */
public final class Node {
  private final String network;
  private final Store store;
  private final NodeClock clock;
  private final Entropy entropy;
  private final Signer identity;
  private final Background background;
  private final String agent;
  private final NodeLimits limits;
  private final Writer writer;
  final Links links;
  private final Pieces pieces = new Pieces();
  private final Followers followers = new Followers();
  final PresenceFanOut presence;
  final Set<Peer> peers = new LinkedHashSet<>();

  public Node(
      String network,
      Store store,
      WallClock clock,
      Entropy entropy,
      Signer identity,
      Background background,
      String agent,
      NodeLimits limits) {
    this.network = network;
    this.store = store;
    this.clock = new NodeClock(clock);
    this.entropy = entropy;
    this.identity = identity;
    this.background = background;
    this.agent = agent;
    this.limits = limits;
    this.writer = new Writer(store, this.clock, new FanOut(followers, Peer::fallBehind), limits);
    this.links = new Links(network, store, writer, this.clock, entropy, limits);
    this.presence = new PresenceFanOut(followers, this.clock);
  }

  /** What clients' commits must pass from now on; without one, all do. */
  public void guard(Door door) {
    writer.guard(door);
  }

  /** A new pipe; the client speaks first. */
  public Peer connect(Connection connection) {
    Peer peer = new Peer(connection, background, limits);
    peers.add(peer);
    return peer;
  }

  public int connections() {
    return peers.size();
  }

  /**
   * A new pipe to another node, which this one has made: each follows the other over it.
   *
   * @param gate checks the other's identity
   */
  public Peer dial(Connection connection, Gate gate) {
    Peer peer = new Peer(connection, background, limits);
    peers.add(peer);
    links.dial(peer, gate).hello(agent, new Frame.Opening(store.id(), store.run()));
    return peer;
  }

  /** The pipe is gone. */
  public void disconnected(Peer peer) {
    peer.closed = true;
    peers.remove(peer);
    links.remove(peer);
    for (Peer.Following scope : peer.scopes()) {
      followers.remove(peer, scope.what);
    }
    peer.following.clear();
    peer.turns.clear();
    presence.gone(peer);
  }

  /** A frame that could not be read: said by name, and the connection ends. */
  public void malformed(Peer peer, SoulgraphException reason) {
    if (!peer.closed) {
      peer.close(reason);
    }
  }

  /**
   * A frame from a client.
   *
   * @param sealRefusal for a commit: why its seal doesn't hold, or null
   */
  public void receive(Peer peer, Frame frame, @Nullable SoulgraphException sealRefusal) {
    receive(peer, frame, new byte[0], Collections.singletonList(sealRefusal));
  }

  /**
   * A frame from a client or another node.
   *
   * @param bytes the frame as it came
   * @param sealRefusals one for each part of the frame: why its seal doesn't hold, or null
   */
  public void receive(
      Peer peer, Frame frame, byte[] bytes, List<@Nullable SoulgraphException> sealRefusals) {
    if (peer.closed) {
      return;
    }
    Upstream upstream = peer.upstream;
    if (upstream != null && Upstream.reads(frame)) {
      answered(peer, upstream, frame, bytes, sealRefusals);
    } else if (frame instanceof Frame.Hello hello && !peer.welcomed && upstream == null) {
      welcome(peer, hello);
    } else if (!peer.welcomed) {
      peer.close(new SoulgraphException(Code.HELLO_EXPECTED, "the first frame is a hello", ""));
    } else if (frame instanceof Frame.Commit commit) {
      writer.commit(peer, commit, sealRefusals.get(0));
    } else if (frame instanceof Frame.Open open) {
      open(peer, open);
    } else if (frame instanceof Frame.Close close) {
      close(peer, close.scope());
    } else if (frame instanceof Frame.Ping ping) {
      peer.send(new Frame.Pong(ping.token(), clock.forOthersMs(upstream != null)));
    } else if (frame instanceof Frame.Reconcile asked) {
      turn(
          peer,
          asked.scope(),
          bytes,
          scope -> new Comparing(store, pieces, peer, scope).answering(asked));
    } else if (frame instanceof Frame.Fetch asked) {
      turn(peer, asked.scope(), bytes, scope -> new Fetching(store, peer, scope, asked));
    } else if (!presence.handled(peer, frame, sealRefusals)) {
      peer.close(new SoulgraphException(Code.FRAME_MALFORMED, "this frame is not for a node", ""));
    }
  }

  /**
   * A lawful commit that is acknowledged as if it had been merged, and isn't: only its writer will
   * ever have it.
   */
  public void shadow(Peer peer, Frame.Commit commit) {
    if (!peer.closed && peer.welcomed) {
      writer.shadow(peer, commit);
    }
  }

  private void answered(
      Peer peer,
      Upstream upstream,
      Frame frame,
      byte[] bytes,
      List<@Nullable SoulgraphException> sealRefusals) {
    try {
      upstream.received(frame, bytes, sealRefusals);
    } catch (SoulgraphException e) {
      peer.reported = e;
      peer.close(e);
      return;
    }
    if (!peer.welcomed && upstream.session().welcomed()) {
      // It may ask as soon as it has answered; what it is sent back is signed by its authors.
      peer.welcomed = true;
      peer.frameMaxBytes = upstream.session().frameMaxBytes();
    }
  }

  /** A question about a scope that is open; those about others come too late. */
  private void turn(Peer peer, int id, byte[] asked, Function<Peer.Following, Turn> question) {
    Peer.Following scope = peer.following.get(id);
    if (scope != null && peer.hasTurnFor(asked.length)) {
      peer.turns.add(question.apply(scope), asked.length);
      peer.turns.go();
    }
  }

  private void welcome(Peer peer, Frame.Hello hello) {
    if (!hello.network().equals(network)) {
      peer.close(
          new SoulgraphException(
              Code.NETWORK_MISMATCH, "this node's network is " + network, hello.network()));
      return;
    }
    if (hello.common() == 0) {
      peer.close(
          new SoulgraphException(
              Code.UNSUPPORTED, "this node speaks version " + Frame.VERSION, ""));
      return;
    }
    Frame.Opening other = hello.peer();
    if (other != null && other.store().equals(store.id())) {
      peer.close(
          new SoulgraphException(
              Code.RELAY_INVALID, "a node's peers are other nodes", identity.author().text()));
      return;
    }
    peer.frameMaxBytes = hello.frameMaxBytes();
    peer.aheadMs = hello.clockMs() - clock.machineMs();
    byte[] nonce = entropy.bytes(Frame.NONCE_BYTES);
    identity.sign(
        HelloProof.message(network, hello.nonce(), nonce, identity.author()),
        proof -> welcomed(peer, hello, nonce, proof));
  }

  private void welcomed(Peer peer, Frame.Hello hello, byte[] nonce, byte @Nullable [] proof) {
    if (proof == null) {
      peer.close(new SoulgraphException(Code.INTERNAL, "the node can sign", ""));
      return;
    }
    peer.welcomed = true;
    peer.send(
        new Frame.Welcome(
            hello.common(),
            network,
            nonce,
            clock.forOthersMs(hello.peer() != null),
            FrameCodec.FRAME_MAX_BYTES,
            agent,
            store.id(),
            store.run(),
            identity.author(),
            proof));
    Frame.Opening other = hello.peer();
    if (other != null) {
      links.accept(peer).follow(other, hello.frameMaxBytes(), hello.common());
    }
  }

  private void open(Peer peer, Frame.Open open) {
    try {
      if (open.scope() == Frame.Changes.LIVE || peer.following.containsKey(open.scope())) {
        throw new SoulgraphException(
            Code.SCOPE_INVALID, "a scope's number is not 0 and is used once", open.scope() + "");
      }
      peer.checkRoom();
    } catch (SoulgraphException e) {
      peer.refuse(Frame.About.SCOPE, open.scope(), e);
      return;
    }
    if (!peer.hasTurnFor(0)) {
      return;
    }
    Frame.Cursor since = open.since();
    Long resumed = since == null ? Long.valueOf(0) : store.resume(since);
    Peer.Following scope =
        new Peer.Following(open.scope(), open.what(), resumed == null ? 0 : resumed);
    peer.following.put(scope.id, scope);
    followers.add(peer, scope.what);
    scope.target = store.head();
    if (!peer.behind) {
      peer.turns.add(
          resumed == null
              ? new Comparing(store, pieces, peer, scope).opening()
              : new CatchUp(store, pieces, peer, scope));
      peer.turns.go();
    }
  }

  private void close(Peer peer, int id) {
    Peer.Following scope = peer.following.remove(id);
    if (scope != null) {
      followers.remove(peer, scope.what);
    }
  }

  /** A pipe has drained: whoever waits for it goes on. */
  public void drained(Peer peer) {
    if (peer.closed || !peer.drained()) {
      return;
    }
    if (peer.behind) {
      peer.behind = false;
      for (Peer.Following scope : peer.scopes()) {
        CatchUp again = new CatchUp(store, pieces, peer, scope);
        again.begin();
        peer.turns.add(again);
      }
    }
    peer.turns.go();
  }

  public List<Link> links() {
    return links.list();
  }

  /** The time by which changes are judged; for any thread. */
  public WallClock clock() {
    return clock;
  }

  /** What to add to this clock; 0 below {@link dev.soulgraph.clock.Tolerance#SKEW_TOLD_MS}. */
  public long clockSkewMs() {
    return clock.toldMs();
  }

  /** By how much most clients' clocks are ahead; 0 where it is little, or where few say. */
  public long clientsAheadMs() {
    return clock.clientsAheadMs(peers);
  }

  /** To be called about once a second: deferred changes whose time has come. */
  public void tick() {
    pieces.tick();
    writer.tick();
    links.tick();
    presence.tick(peers);
  }

  /**
   * Begins a force: any thread runs the rest, once, while this one merges; then {@link #forced}.
   */
  public Runnable forcing() {
    return writer.forcing();
  }

  /** Acknowledges what the force that was begun has made durable. */
  public void forced() {
    writer.forced();
  }

  public boolean dirty() {
    return writer.dirty();
  }
}
