package dev.soulgraph.browser;

import dev.soulgraph.database.Database;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.ClientSession;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Uint8Array;

/** {@code engine.d.ts}'s Engine over a database: what a rule refuses, the host is told by name. */
public final class Engine {
  private static final int RECEIPT_NUMBERS = 4;

  private final Host host;
  private final Answers<byte @Nullable []> signed = new Answers<>();
  private final Answers<Boolean> verified = new Answers<>();
  private final Answers<Boolean> stored = new Answers<>();
  private final Connections connections;
  private final HostListener listener;
  private final Database database;

  /**
   * @throws SoulgraphException for a network or a key that can't be
   */
  Engine(Host host, String network, byte[] authorKey) {
    this.host = host;
    this.connections = new Connections(host);
    this.listener = new HostListener(host, this::relay);
    this.database =
        new Database(
            network,
            new HostSigner(host, PublicKey.ofRaw(authorKey), signed),
            (key, signature, message, answer) ->
                host.verify(
                    verified.expect(answer),
                    Bytes.toJs(key),
                    Bytes.toJs(signature),
                    Bytes.toJs(message)),
            () -> (long) host.now(),
            host::random,
            new HostJournal(host, stored),
            listener);
  }

  @JSExport
  public void loadRecord(double key, byte[] record) {
    run(() -> database.loadRecord(key, record));
  }

  @JSExport
  public void loadPending(double key, byte[] record) {
    run(() -> database.loadPending(key, record));
  }

  @JSExport
  public void loadMeta(String name, byte[] value) {
    run(() -> database.loadMeta(name, value));
  }

  @JSExport
  public void start() {
    run(
        () -> {
          database.start();
          database.pending().forEach(listener::receipt);
        });
  }

  @JSExport
  public void connected(int connection) {
    run(() -> connections.add(connection, pipe -> database.connect(pipe, EngineModule.AGENT)));
  }

  @JSExport
  public void received(int connection, byte[] frame) {
    run(() -> connections.with(connection, session -> session.received(frame)));
  }

  @JSExport
  public void disconnected(int connection) {
    run(() -> connections.remove(connection, database::disconnected));
  }

  @JSExport
  public void signed(int token, byte @Nullable [] signature) {
    run(() -> signed.give(token, signature));
  }

  @JSExport
  public void verified(int token, boolean valid) {
    run(() -> verified.give(token, valid));
  }

  @JSExport
  public void stored(int token, boolean ok) {
    run(() -> stored.give(token, ok));
  }

  @JSExport
  public void tick() {
    run(database::tick);
  }

  @JSExport
  public int commit(byte[] writes) {
    return call(() -> database.commit(Cbor.writes(writes)).id(), 0);
  }

  @JSExport
  public void dropReceipt(int receipt) {
    run(() -> database.drop(receipt));
  }

  @JSExport
  public double[] pendingReceipts() {
    List<Receipt> pending = database.pending();
    var numbers = new double[pending.size() * RECEIPT_NUMBERS];
    int at = 0;
    for (Receipt receipt : pending) {
      numbers[at++] = receipt.id();
      numbers[at++] = receipt.state().ordinal();
      numbers[at++] = receipt.replicas();
      numbers[at++] = receipt.changes();
    }
    return numbers;
  }

  @JSExport
  public void shared(byte[] message) {
    run(() -> database.shared(message));
  }

  @JSExport
  public @Nullable Uint8Array read(String soul) {
    byte[] node = Cbor.node(property -> database.read(soul, property));
    return node == null ? null : Bytes.toJs(node);
  }

  @JSExport
  public Uint8Array souls(String prefix) {
    return Bytes.toJs(Cbor.texts(database.souls(prefix)));
  }

  @JSExport
  public boolean openScope(int kind, String name) {
    return call(
        () -> {
          database.open(scope(kind, name));
          return true;
        },
        false);
  }

  @JSExport
  public void closeScope(int kind, String name) {
    run(() -> database.close(scope(kind, name)));
  }

  @JSExport
  public int scopeState(int kind, String name) {
    return call(
        () -> {
          Scope scope = scope(kind, name);
          return database.level(scope) ? 2 : database.known(scope) ? 1 : 0;
        },
        0);
  }

  @JSExport
  public String newSoul(String parent) {
    return call(() -> database.newSoul(parent), "");
  }

  @JSExport
  public String keyText(byte[] key) {
    return call(() -> PublicKey.ofRaw(key).text(), "");
  }

  private static Scope scope(int kind, String name) {
    return new Scope(Scope.Kind.values()[kind], name);
  }

  private void relay(ClientSession session) {
    Integer connection = connections.numberOf(session);
    if (connection != null) {
      int state = !session.ready() ? 0 : session.level() ? 1 : 2;
      String node = session.ready() ? session.node().text() : "";
      double roundTripMs = (double) session.roundTripMs();
      host.relay(connection, state, roundTripMs, (double) database.clockSkewMs(), node);
    }
  }

  private void run(Runnable call) {
    try {
      call.run();
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  private <T> T call(Supplier<T> call, T otherwise) {
    try {
      return call.get();
    } catch (SoulgraphException e) {
      listener.failed(e);
      return otherwise;
    }
  }
}
