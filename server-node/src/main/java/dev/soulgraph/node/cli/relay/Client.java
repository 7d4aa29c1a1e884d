package dev.soulgraph.node.cli.relay;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.database.Database;
import dev.soulgraph.database.Listener;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.sync.ClientSession;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A database of this command's own, in memory, over one connection to one relay. */
public final class Client implements AutoCloseable {
  private static final int PROBLEMS_MAX = 10;

  private final Database database;
  private final Dialogue dialogue;
  private final Consumer<SoulgraphException> warned;
  private final List<SoulgraphException> problems = new ArrayList<>();
  private long progress;
  private long heard;

  /**
   * Begins to connect.
   *
   * @param warned told at the end of what broke a rule without ending the connection
   * @throws SoulgraphException {@code network-invalid}
   */
  public Client(
      URI url,
      String network,
      Author author,
      Verifier verifier,
      WallClock clock,
      String agent,
      long timeoutMs,
      Consumer<SoulgraphException> warned) {
    this.warned = warned;
    SecureRandom random = new SecureRandom();
    database =
        new Database(
            network,
            author.signer(),
            verifier,
            new AuthorKeys(),
            clock,
            count -> {
              byte[] bytes = new byte[count];
              random.nextBytes(bytes);
              return bytes;
            },
            new StateJournal(author.states()),
            new Ears());
    database.loadMeta(StateJournal.META_STATE, StateJournal.meta(author.lastStates()));
    database.start();
    dialogue =
        new Dialogue(
            url, timeoutMs, connection -> database.connect(connection, agent), database::tick);
    dialogue.open();
  }

  private final class Ears implements Listener {
    @Override
    public void changed(String soul) {
      progress++;
    }

    @Override
    public void scopes() {
      progress++;
    }

    @Override
    public void receipt(Receipt receipt) {
      progress++;
    }

    @Override
    public void session(ClientSession session) {
      heard++;
    }

    @Override
    public void shared(byte[] message) {}

    @Override
    public void failed(SoulgraphException reason) {
      if (problems.size() < PROBLEMS_MAX) {
        problems.add(reason);
      }
    }
  }

  /** Waits until the relay has proven its key. */
  public ClientSession ready() {
    return dialogue.ready();
  }

  /** Waits until all that the relay has of a scope is here. */
  public void catchUp(Scope scope) {
    database.open(scope);
    ready();
    dialogue.await(() -> database.level(scope), () -> progress, "it sends what it has");
  }

  /** Waits until the relay has answered a ping; its round trip is measured anew. */
  public ClientSession ping() {
    ClientSession session = ready();
    long before = heard;
    database.tick();
    dialogue.await(() -> heard != before, () -> 0, "it answers a ping");
    return session;
  }

  /**
   * Writes, and waits until the relay has acknowledged or refused it. What the relay has of the
   * nodes is fetched first: a write must lie above what it is to replace, even where that was
   * written by a clock that is ahead.
   */
  public Receipt commit(List<Write> writes) {
    writes.stream().map(Client::touched).distinct().forEach(this::catchUp);
    Receipt receipt = database.commit(writes);
    dialogue.await(
        () -> receipt.state().compareTo(Receipt.State.RELAYED) >= 0,
        () -> 0,
        "it acknowledges the write");
    return receipt;
  }

  private static Scope touched(Write write) {
    boolean wide = write.kind() == Change.KIND_ERASE && write.value().equals(Value.TRUE);
    return wide ? Scope.prefix(write.soul().text()) : Scope.soul(write.soul());
  }

  /** The souls below a prefix (empty: all) that are here, sorted. */
  public List<String> souls(String prefix) {
    return database.souls(prefix);
  }

  /** A node as it is here; empty when it isn't. */
  public Map<String, Value> read(String soul) {
    Map<String, Value> properties = new TreeMap<>();
    database.read(soul, properties::put);
    return properties;
  }

  /** This machine's clock error where it is worth telling, else 0. */
  public long clockSkewMs() {
    return database.clockSkewMs();
  }

  /** Tells what has gone wrong besides the connection's end, which whoever waited has heard of. */
  @Override
  public void close() {
    dialogue.close();
    problems.stream().filter(each -> each != dialogue.failure()).forEach(warned);
  }
}
