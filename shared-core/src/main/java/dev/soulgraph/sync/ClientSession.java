package dev.soulgraph.sync;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one connection: hello and the node's proof, scopes with their cursors,
 * sending with a window, the relay's clock. For one thread.
 */
public final class ClientSession {
  private static final int PING_EVERY_TICKS = 5;

  /** So many come one a tick at first: what the start delays says little of the way. */
  private static final int PINGS_AT_FIRST = 3;

  private static final int SILENT_MAX_TICKS = 20;

  private final String network;
  private final Connection connection;
  private final WallClock clock;
  private final Gate gate;
  private final Relay relay;
  private final FrameCodec codec = new FrameCodec();
  private final byte[] nonce;
  private final Subscriptions subscriptions;
  private final Incoming incoming;
  private final SendWindow window;

  private PublicKey node = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);
  private boolean welcomed;
  private boolean ready;
  private boolean closed;
  private final long helloSentMs;
  private long pingSentMs;
  private int pingToken;
  private boolean pingOpen;
  private int ticks;
  private int heardAtTick;
  private final RoundTrips roundTrips = new RoundTrips();

  public ClientSession(
      String network,
      String agent,
      Connection connection,
      WallClock clock,
      Entropy entropy,
      Gate gate,
      Relay relay) {
    this.network = network;
    this.connection = connection;
    this.clock = clock;
    this.gate = gate;
    this.relay = relay;
    this.subscriptions = new Subscriptions(connection, relay);
    this.incoming = new Incoming(gate, relay, subscriptions);
    this.window = new SendWindow(connection);
    nonce = entropy.bytes(Frame.NONCE_BYTES);
    helloSentMs = clock.nowMs();
    connection.send(
        FrameCodec.encode(
            new Frame.Hello(
                new int[] {Frame.VERSION},
                network,
                nonce,
                Math.max(0, helloSentMs),
                FrameCodec.FRAME_MAX_BYTES,
                agent)));
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
    return roundTrips.bestMs();
  }

  /** What must be added to this machine's clock to get the relay's. */
  public long clockOffsetMs() {
    return roundTrips.offsetMs();
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
    heardAtTick = ticks;
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
      incoming.level(level, () -> relay.changed(this));
    } else if (frame instanceof Frame.Ack ack) {
      window.acknowledged(ack, node);
    } else if (frame instanceof Frame.Pong pong) {
      pong(pong);
    } else {
      throw new SoulgraphException(Code.FRAME_MALFORMED, "this frame is not for a client", "");
    }
  }

  private void welcome(Frame.Welcome welcome) {
    if (!welcome.network().equals(network)) {
      throw new SoulgraphException(
          Code.NETWORK_MISMATCH, "the node's network is " + network, welcome.network());
    }
    if (welcome.version() != Frame.VERSION) {
      throw new SoulgraphException(
          Code.UNSUPPORTED,
          "a node chooses a version that it was offered",
          Integer.toString(welcome.version()));
    }
    welcomed = true;
    measured(helloSentMs, welcome.clockMs());
    byte[] message = HelloProof.message(network, nonce, welcome.nonce(), welcome.node());
    gate.verify(
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
    ready = true;
    node = welcome.node();
    window.frameMaxBytes(welcome.frameMaxBytes());
    subscriptions.begin(welcome.store(), welcome.run());
    relay.ready(this);
    relay.changed(this);
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
    ticks++;
    if (ticks - heardAtTick > SILENT_MAX_TICKS) {
      close(new SoulgraphException(Code.RELAY_CLOSED, "a node answers pings", ""), true);
    } else if (ready && (pingToken < PINGS_AT_FIRST || ticks % PING_EVERY_TICKS == 0)) {
      pingSentMs = clock.nowMs();
      pingOpen = true;
      connection.send(FrameCodec.encode(new Frame.Ping(++pingToken)));
    }
  }

  private void pong(Frame.Pong pong) {
    if (pingOpen && pong.token() == pingToken) {
      pingOpen = false;
      measured(pingSentMs, pong.clockMs());
      relay.changed(this);
    }
  }

  private void measured(long sentMs, long relayMs) {
    roundTrips.add(sentMs, clock.nowMs(), relayMs);
  }

  /** The wanted scopes have changed. */
  public void update() {
    if (ready()) {
      subscriptions.update();
    }
  }

  /** Sends, as the window allows, and tells the outgoing what became of it. */
  public void send(Relay.Outgoing outgoing) {
    window.send(outgoing);
  }
}
