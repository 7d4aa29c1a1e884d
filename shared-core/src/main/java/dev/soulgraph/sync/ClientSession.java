package dev.soulgraph.sync;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.SealVerifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one connection: hello and the node's proof, scopes with their cursors,
 * sending with a window, the relay's clock. For one thread.
 */
public final class ClientSession {
  private final String network;
  private final Connection connection;
  private final WallClock clock;
  private final @Nullable Gate gate;
  private final Relay relay;
  private final FrameCodec codec = FrameCodec.forClient();
  private final byte[] nonce;
  private final Subscriptions subscriptions;
  private final Incoming incoming;
  private final SendWindow window;
  private final Checks checks;

  private PublicKey node = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);
  private boolean welcomed;
  private boolean ready;
  private boolean knowsPresence;
  private Consumer<Presence> presence = said -> {};
  private boolean closed;
  private Frame.@Nullable Id store;
  private long helloSentMs;
  private final Pings pings;

  /** A client's: it speaks first. */
  public ClientSession(
      String network,
      String agent,
      Connection connection,
      WallClock clock,
      Entropy entropy,
      Gate gate,
      Relay relay) {
    this(network, connection, clock, entropy, gate, gate, relay);
    hello(agent, null);
  }

  /**
   * @param gate checks the other side's identity; null where it doesn't prove one
   * @param seals verifies parts; a node has had that done elsewhere
   */
  ClientSession(
      String network,
      Connection connection,
      WallClock clock,
      Entropy entropy,
      @Nullable Gate gate,
      SealVerifier seals,
      Relay relay) {
    this.network = network;
    this.connection = connection;
    this.clock = clock;
    this.gate = gate;
    this.relay = relay;
    this.subscriptions = new Subscriptions(connection, relay);
    this.incoming = new Incoming(seals, relay, subscriptions);
    this.window = new SendWindow(connection);
    this.pings = new Pings(connection, clock);
    this.checks =
        new Checks(
            connection,
            window,
            relay,
            subscriptions,
            entropy,
            () -> Reconciler.upperState(clock.nowMs(), clock.nowMs() + clockOffsetMs()));
    nonce = entropy.bytes(Frame.NONCE_BYTES);
  }

  /**
   * @param peer names the store of a node, which can be followed in turn
   */
  void hello(String agent, Frame.@Nullable Opening peer) {
    helloSentMs = clock.nowMs();
    connection.send(
        FrameCodec.encode(
            new Frame.Hello(
                new int[] {Frame.VERSION, Frame.PRESENT_VERSION},
                network,
                nonce,
                Math.max(0, helloSentMs),
                FrameCodec.FRAME_MAX_BYTES,
                agent,
                peer)));
  }

  /** Follows who has said hello here: all that it says is signed, so it needs no proof. */
  void follow(Frame.Opening peer, int frameMaxBytes, int version) {
    welcomed = true;
    knowsPresence = version == Frame.PRESENT_VERSION;
    begin(peer, frameMaxBytes);
  }

  private void begin(Frame.Opening opening, int frameMaxBytes) {
    ready = true;
    window.frameMaxBytes(frameMaxBytes);
    store = opening.store();
    subscriptions.begin(opening.store(), opening.run());
    relay.ready(this);
    relay.changed(this);
  }

  /** The other side's store, once that is known. */
  Frame.@Nullable Id store() {
    return store;
  }

  /** What the other side takes. */
  int frameMaxBytes() {
    return window.frameMaxBytes();
  }

  /** Whether the node has answered, so that it may ask in turn. */
  boolean welcomed() {
    return welcomed;
  }

  /** Whether the node has proven its key. */
  public boolean ready() {
    return ready && !closed;
  }

  /** The node's key; meaningful once {@link #ready}. */
  public PublicKey node() {
    return node;
  }

  /** In milliseconds, or −1 while unknown. */
  public long roundTripMs() {
    return pings.roundTrips().bestMs();
  }

  /** What must be added to this machine's clock to get the relay's. */
  public long clockOffsetMs() {
    return pings.roundTrips().offsetMs();
  }

  /** Whether everything that is wanted has been caught up with. */
  public boolean level() {
    return subscriptions.allLevel();
  }

  /** Whether a scope that is wanted has been caught up with on this connection. */
  public boolean level(Scope scope) {
    return ready() && subscriptions.level(scope);
  }

  /** The pipe is gone. */
  public void disconnected() {
    closed = true;
  }

  /** A frame from the node. */
  public void received(byte[] frame) {
    received(frame, false);
  }

  /**
   * What can't be read ends the connection, which makes a new one.
   *
   * @param joined whether these are frames one after the other, which came packed
   */
  public void received(byte[] bytes, boolean joined) {
    if (closed) {
      return;
    }
    pings.heard();
    try {
      if (joined) {
        codec.decodeJoined(bytes, this::handle);
      } else {
        handle(codec.decode(bytes), bytes);
      }
    } catch (SoulgraphException e) {
      relay.failed(e);
      close(e, !hopeless(e.code()));
    }
  }

  /**
   * A frame that has been decoded elsewhere.
   *
   * @throws SoulgraphException for what has to end the connection
   */
  void received(Frame frame, byte[] bytes) {
    pings.heard();
    if (!closed) {
      handle(frame, bytes);
    }
  }

  /** What a node refuses or is now, it refuses or is next time. */
  private boolean hopeless(@Nullable Code code) {
    return code == Code.NETWORK_MISMATCH || code == Code.UNSUPPORTED && !ready;
  }

  private void handle(Frame frame, byte[] bytes) {
    if (closed) {
      return;
    }
    if (frame instanceof Frame.Refuse refuse) {
      refused(refuse);
    } else if (frame instanceof Frame.Welcome welcome && !welcomed) {
      welcome(welcome);
    } else if (!welcomed) {
      throw new SoulgraphException(Code.HELLO_EXPECTED, "a node's first frame is its welcome", "");
    } else if (frame instanceof Frame.Changes changes) {
      incoming.changes(changes, bytes);
    } else if (frame instanceof Frame.Level level) {
      incoming.level(level, () -> checks.level(level, () -> levelled(level)));
    } else if (frame instanceof Frame.Reconciled reconciled) {
      checks.answered(reconciled);
    } else if (frame instanceof Frame.Found found) {
      incoming.found(found, taken -> checks.found(found, taken));
    } else if (frame instanceof Frame.Ack ack) {
      window.acknowledged(ack, node);
    } else if (frame instanceof Presence said) {
      presence.accept(said);
    } else if (frame instanceof Frame.Pong pong) {
      if (pings.answered(pong)) {
        relay.changed(this);
      }
    } else {
      throw new SoulgraphException(Code.FRAME_MALFORMED, "this frame is not for a client", "");
    }
  }

  /**
   * Compares a scope that is open, unless that is being done.
   *
   * @param all also what is as late as the clocks' readings
   */
  void check(Scope scope, boolean all) {
    checks.begin(scope, all);
  }

  private void levelled(Frame.Level level) {
    incoming.levelled(level);
    relay.changed(this);
  }

  private void welcome(Frame.Welcome welcome) {
    HelloProof.check(welcome, network);
    knowsPresence = welcome.version() == Frame.PRESENT_VERSION;
    welcomed = true;
    pings.measured(helloSentMs, welcome.clockMs());
    byte[] message = HelloProof.message(network, nonce, welcome.nonce(), welcome.node());
    Objects.requireNonNull(gate)
        .verify(
            welcome.node(),
            welcome.proof(),
            message,
            "a node proves its key",
            refusal -> proven(welcome, refusal));
  }

  private void proven(Frame.Welcome welcome, @Nullable SoulgraphException refusal) {
    if (closed) {
      return;
    }
    if (refusal != null) {
      SoulgraphException reason =
          new SoulgraphException(Code.IDENTITY_INVALID, refusal.rule(), welcome.node().text());
      relay.failed(reason);
      close(reason, false);
      return;
    }
    node = welcome.node();
    begin(new Frame.Opening(welcome.store(), welcome.run()), welcome.frameMaxBytes());
  }

  private void refused(Frame.Refuse refuse) {
    Code code = Code.of(refuse.code());
    SoulgraphException reason =
        new SoulgraphException(
            code == null ? Code.UNSUPPORTED : code, refuse.rule(), refuse.value());
    switch (refuse.about()) {
      case COMMIT -> window.refused(refuse);
      case SCOPE -> relay.failed(reason);
      case CONNECTION -> {
        relay.failed(reason);
        close(reason, !hopeless(code));
      }
    }
  }

  private void close(SoulgraphException reason, boolean retry) {
    if (!closed) {
      closed = true;
      connection.close(reason, retry);
    }
  }

  /** To be called about once a second. */
  public void tick() {
    if (closed) {
      return;
    }
    if (!pings.tick(ready)) {
      close(new SoulgraphException(Code.RELAY_CLOSED, "a node answers pings", ""), true);
    }
  }

  /** The wanted scopes have changed. */
  public void update() {
    if (ready()) {
      subscriptions.update();
    }
  }

  /** Who is to be told who is where, which nobody has verified yet. */
  public void presence(Consumer<Presence> told) {
    presence = told;
  }

  /** Says who is where, or asks, unless the other side knows of no such things. */
  public void tell(Frame said) {
    if (ready() && knowsPresence) {
      connection.send(FrameCodec.encode(said));
    }
  }

  /** Sends, as the window allows, and tells the outgoing what became of it. */
  public void send(Relay.Outgoing outgoing) {
    window.send(outgoing);
  }
}
