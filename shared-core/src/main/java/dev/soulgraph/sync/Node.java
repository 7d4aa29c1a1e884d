package dev.soulgraph.sync;

import dev.soulgraph.auth.Signer;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.storage.Store;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node's sessions: hello, scopes, catching up, live changes, acknowledgements. Everything is
 * called by one thread, the writer's; frames come decoded and seals verified, which other threads
 * can do. Fan-out follows the merge; acknowledgements wait for {@link #flush}, which forces the
 * store to disk.
 */
public final class Node {
  private final String network;
  private final Store store;
  private final WallClock clock;
  private final Entropy entropy;
  private final Signer identity;
  private final Background background;
  private final String agent;
  private final Writer writer;
  private final Followers followers = new Followers();
  private final Set<Peer> peers = new LinkedHashSet<>();

  public Node(
      String network,
      Store store,
      WallClock clock,
      Entropy entropy,
      Signer identity,
      Background background,
      String agent) {
    this.network = network;
    this.store = store;
    this.clock = clock;
    this.entropy = entropy;
    this.identity = identity;
    this.background = background;
    this.agent = agent;
    this.writer = new Writer(store, clock, new FanOut(followers, this::fellBehind));
  }

  /** A new pipe; the client speaks first. */
  public Peer connect(Connection connection) {
    Peer peer = new Peer(connection, background);
    peers.add(peer);
    return peer;
  }

  public int connections() {
    return peers.size();
  }

  /** The pipe is gone. */
  public void disconnected(Peer peer) {
    peer.closed = true;
    peers.remove(peer);
    for (Peer.Following scope : peer.scopes()) {
      followers.remove(peer, scope.what);
    }
    peer.following.clear();
    peer.turns.clear();
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
    if (peer.closed) {
      return;
    }
    if (frame instanceof Frame.Hello hello && !peer.welcomed) {
      welcome(peer, hello);
    } else if (!peer.welcomed) {
      peer.close(new SoulgraphException(Code.HELLO_EXPECTED, "the first frame is a hello", ""));
    } else if (frame instanceof Frame.Commit commit) {
      writer.commit(peer, commit, sealRefusal);
    } else if (frame instanceof Frame.Open open) {
      open(peer, open);
    } else if (frame instanceof Frame.Close close) {
      close(peer, close.scope());
    } else if (frame instanceof Frame.Ping ping) {
      peer.send(new Frame.Pong(ping.token(), Math.max(0, clock.nowMs())));
    } else {
      peer.close(new SoulgraphException(Code.FRAME_MALFORMED, "this frame is not for a node", ""));
    }
  }

  private void welcome(Peer peer, Frame.Hello hello) {
    if (!hello.network().equals(network)) {
      peer.close(
          new SoulgraphException(
              Code.NETWORK_MISMATCH, "this node's network is " + network, hello.network()));
      return;
    }
    boolean common = false;
    for (int version : hello.versions()) {
      common |= version == Frame.VERSION;
    }
    if (!common) {
      peer.close(
          new SoulgraphException(
              Code.UNSUPPORTED, "this node speaks version " + Frame.VERSION, ""));
      return;
    }
    peer.frameMaxBytes = hello.frameMaxBytes();
    byte[] nonce = entropy.bytes(Frame.NONCE_BYTES);
    identity.sign(
        HelloProof.message(network, hello.nonce(), nonce, identity.author()),
        proof -> welcomed(peer, nonce, proof));
  }

  private void welcomed(Peer peer, byte[] nonce, byte @Nullable [] proof) {
    if (proof == null) {
      peer.close(new SoulgraphException(Code.INTERNAL, "the node can sign", ""));
      return;
    }
    peer.welcomed = true;
    peer.send(
        new Frame.Welcome(
            Frame.VERSION,
            network,
            nonce,
            Math.max(0, clock.nowMs()),
            FrameCodec.FRAME_MAX_BYTES,
            agent,
            store.id(),
            store.run(),
            identity.author(),
            proof));
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
    Long resumed = open.since() == null ? null : store.resume(open.since());
    Peer.Following scope =
        new Peer.Following(open.scope(), open.what(), resumed == null ? 0 : resumed);
    peer.following.put(scope.id, scope);
    followers.add(peer, scope.what);
    scope.target = store.head();
    if (!peer.behind) {
      peer.turns.add(new CatchUp(store, peer, scope));
      peer.turns.go();
    }
  }

  private void close(Peer peer, int id) {
    Peer.Following scope = peer.following.remove(id);
    if (scope != null) {
      followers.remove(peer, scope.what);
    }
  }

  /** A receiver's pipe is full: nothing more is pushed, nothing is kept for it. */
  private void fellBehind(Peer peer) {
    peer.behind = true;
    peer.attempt++;
    for (Peer.Following scope : peer.scopes()) {
      if (scope.level()) {
        scope.sent = Math.max(scope.sent, peer.lastLive);
      }
      scope.target = scope.sent;
    }
  }

  /** A pipe has drained: whoever waits for it goes on. */
  public void drained(Peer peer) {
    if (peer.closed || !peer.drained()) {
      return;
    }
    if (peer.behind) {
      peer.behind = false;
      peer.turns.clear();
      for (Peer.Following scope : peer.scopes()) {
        CatchUp again = new CatchUp(store, peer, scope);
        again.begin();
        peer.turns.add(again);
      }
    }
    peer.turns.go();
  }

  /** To be called about once a second: deferred changes whose time has come. */
  public void tick() {
    writer.tick();
  }

  /** Forces what was merged since the last call, then acknowledges it. */
  public void flush() {
    writer.flush();
  }

  /** Whether {@link #flush} has anything to do. */
  public boolean dirty() {
    return writer.dirty();
  }
}
