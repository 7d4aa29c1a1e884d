package dev.soulgraph.browser;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.database.Database;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.wire.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Uint8Array;

/** {@code engine.d.ts}'s Engine over a database: what a rule refuses, the host is told by name. */
public final class Engine {
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
            new AuthorKeys(),
            () -> (long) host.now(),
            host::random,
            new HostJournal(host, stored),
            listener);
  }

  @JSExport
  public void loadRecord(double key, Uint8Array record) {
    try {
      database.loadRecord(key, Bytes.toJava(record));
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void loadPending(double key, byte[] record) {
    try {
      database.loadPending(key, record);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void loadMeta(String name, byte[] value) {
    try {
      database.loadMeta(name, value);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void start() {
    try {
      database.start();
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void reread(boolean begins) {
    database.reread(begins);
  }

  @JSExport
  public void lead(boolean leads) {
    try {
      if (leads) {
        database.lead();
      } else {
        database.follow();
      }
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void told(int kind, String name, boolean level) {
    try {
      database.told(scope(kind, name), level);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void correctClock(double offsetMs) {
    database.correctClock((long) offsetMs);
  }

  @JSExport
  public void whenKept(int token) {
    database.whenKept(() -> host.kept(token));
  }

  @JSExport
  public void connected(int connection) {
    try {
      connections.add(connection, pipe -> database.connect(pipe, EngineModule.AGENT));
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void received(int connection, Uint8Array frames, boolean joined) {
    try {
      byte[] bytes = Bytes.toJava(frames);
      connections.with(connection, session -> session.received(bytes, joined));
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void disconnected(int connection) {
    try {
      connections.remove(connection, database::disconnected);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void signed(int token, byte @Nullable [] signature) {
    try {
      signed.give(token, signature);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void verified(int token, boolean valid) {
    try {
      verified.give(token, valid);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void stored(int token, boolean ok) {
    try {
      stored.give(token, ok);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void tick() {
    try {
      database.tick();
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public int commit(byte[] writes) {
    try {
      return database.commit(Cbor.writes(writes)).id();
    } catch (SoulgraphException e) {
      listener.failed(e);
      return 0;
    }
  }

  @JSExport
  public void dropReceipt(int receipt) {
    try {
      database.drop(receipt);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public int retryReceipt(int receipt) {
    try {
      return database.retry(receipt).id();
    } catch (SoulgraphException e) {
      listener.failed(e);
      return 0;
    }
  }

  @JSExport
  public int[] pendingReceipts() {
    List<Receipt> pending = database.pending();
    var numbers = new int[pending.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = pending.get(i).id();
    }
    return numbers;
  }

  @JSExport
  public void shared(byte[] message) {
    try {
      database.shared(message);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public @Nullable Uint8Array read(String soul) {
    listener.reads(soul);
    byte[] node = Cbor.node(property -> database.read(soul, property));
    return node == null ? null : Bytes.toJs(node);
  }

  @JSExport
  public Uint8Array souls(String prefix) {
    return Bytes.toJs(Cbor.texts(database.souls(prefix)));
  }

  @JSExport
  public boolean openScope(int kind, String name) {
    try {
      Scope scope = scope(kind, name);
      database.open(scope);
      if (scope.kind() != Scope.Kind.SOUL) {
        listener.wide(true);
      }
      return true;
    } catch (SoulgraphException e) {
      listener.failed(e);
      return false;
    }
  }

  @JSExport
  public void closeScope(int kind, String name) {
    try {
      Scope scope = scope(kind, name);
      database.close(scope);
      if (scope.kind() != Scope.Kind.SOUL) {
        listener.wide(false);
      }
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public int scopeState(int kind, String name) {
    try {
      Scope scope = scope(kind, name);
      return database.level(scope) ? 2 : database.known(scope) ? 1 : 0;
    } catch (SoulgraphException e) {
      listener.failed(e);
      return 0;
    }
  }

  @JSExport
  public void present(String soul, @Nullable String value, byte @Nullable [] instance) {
    try {
      Soul where = Soul.of(soul);
      if (instance == null) {
        database.presence().set(where, value);
      } else {
        database.presence().set(Frame.Id.of(instance), where, value);
      }
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public void attend(String soul, boolean begin) {
    try {
      database.presence().attend(Soul.of(soul), begin);
    } catch (SoulgraphException e) {
      listener.failed(e);
    }
  }

  @JSExport
  public String newSoul(String parent) {
    try {
      return database.newSoul(parent);
    } catch (SoulgraphException e) {
      listener.failed(e);
      return "";
    }
  }

  @JSExport
  public String keyText(byte[] key) {
    try {
      return PublicKey.ofRaw(key).text();
    } catch (SoulgraphException e) {
      listener.failed(e);
      return "";
    }
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
}
