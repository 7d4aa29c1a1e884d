package dev.soulgraph.testing;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.database.Database;
import dev.soulgraph.database.Listener;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A database with its journal and its pipes, as a browser tab holds them. */
public final class Tab {
  private final World world;
  private final String author;
  private final MemoryJournal.Disk disk;
  private final Map<Server, Pipe> pipes = new LinkedHashMap<>();
  private final Map<Pipe, ClientSession> sessions = new LinkedHashMap<>();
  private final List<Scope> scopes = new ArrayList<>();
  private final List<Tab> siblings = new ArrayList<>();
  private long clockErrorMs;
  private MemoryJournal journal;
  private Database database;
  private List<SoulgraphException> failures = new ArrayList<>();
  private List<Receipt.State> told = new ArrayList<>();
  private List<String> changed = new ArrayList<>();
  private final Map<String, Presence> present = new LinkedHashMap<>();
  private int presences;
  private boolean closed;

  public Tab(World world, String author) {
    this(world, author, new MemoryJournal.Disk());
  }

  public Tab(World world, String author, MemoryJournal.Disk disk) {
    this.world = world;
    this.author = author;
    this.disk = disk;
    journal = new MemoryJournal(world, disk);
    database = begin();
    world.ticker(
        () -> {
          if (!closed) {
            database.tick();
          }
        });
  }

  private Database begin() {
    WallClock clock = () -> world.nowMs() + clockErrorMs;
    Database begun =
        new Database(
            "main",
            Identity.of(author).signer(world),
            Identity.verifier(world),
            new AuthorKeys(),
            clock,
            world.entropy(),
            journal,
            new Told());
    disk.load(begun);
    begun.start();
    scopes.forEach(begun::open);
    return begun;
  }

  /** Another tab of the same browser: the same author, the same journal. */
  public Tab sibling() {
    Tab tab = new Tab(world, author, disk);
    for (Tab other : siblings) {
      other.siblings.add(tab);
      tab.siblings.add(other);
    }
    tab.siblings.add(this);
    siblings.add(tab);
    return tab;
  }

  private final class Told implements Listener {
    private final MemoryJournal of = journal;

    @Override
    public void changed(String soul) {
      changed.add(soul);
    }

    @Override
    public void scopes() {}

    @Override
    public void receipt(Receipt receipt) {
      told.add(receipt.state());
    }

    @Override
    public void session(ClientSession session) {}

    @Override
    public void present(Presence said, boolean own) {
      presences++;
      if (said.value() == null) {
        present.remove(said.key());
      } else {
        present.put(said.key(), said);
      }
    }

    @Override
    public void shared(byte[] message) {
      for (Tab sibling : siblings) {
        world.after(
            world.delayMs(),
            () -> {
              if (!sibling.closed) {
                sibling.database.shared(message);
              }
            });
      }
    }

    @Override
    public void failed(SoulgraphException reason) {
      if (of == journal) {
        failures.add(reason);
      }
    }
  }

  /** Loads what others have written; to be ended by who leads. */
  public void reread() {
    database.reread(true);
    disk.load(database);
  }

  public Database database() {
    return database;
  }

  public MemoryJournal journal() {
    return journal;
  }

  public MemoryJournal.Disk disk() {
    return disk;
  }

  /** How far this machine's clock is ahead. */
  public void clockAhead(long ms) {
    clockErrorMs = ms;
  }

  public Tab follow(Scope scope) {
    scopes.add(scope);
    database.open(scope);
    return this;
  }

  public void unfollow(Scope scope) {
    scopes.remove(scope);
    database.close(scope);
  }

  public List<Scope> scopes() {
    return scopes;
  }

  public Pipe connect(Server server) {
    Pipe old = pipes.get(server);
    if (old != null) {
      old.cut();
    }
    Pipe pipe = new Pipe(world);
    pipes.put(server, pipe);
    Runnable serverLost = server.accept(pipe);
    ClientSession session = database.connect(pipe.toNode, "test");
    sessions.put(pipe, session);
    pipe.toTab.to(session::received, () -> server.drained(pipe));
    pipe.whenCut(
        () -> {
          serverLost.run();
          sessions.remove(pipe);
          pipes.remove(server, pipe);
          database.disconnected(session);
        });
    return pipe;
  }

  /** A connection to whoever says to be a node. */
  public Pipe meet(Consumer<byte[]> impostor) {
    Pipe pipe = new Pipe(world);
    pipe.toNode.to(impostor, () -> {});
    ClientSession session = database.connect(pipe.toNode, "test");
    pipe.toTab.to(session::received, () -> {});
    pipe.whenCut(() -> database.disconnected(session));
    return pipe;
  }

  public ClientSession session(Server server) {
    return World.answered(sessions.get(World.answered(pipes.get(server))));
  }

  public boolean connected(Server server) {
    return pipes.containsKey(server);
  }

  /** All pipes are cut. */
  public void offline() {
    new ArrayList<>(pipes.values()).forEach(Pipe::cut);
  }

  /** The tab is closed, or crashes: what its journal hasn't ended is lost. */
  public void close() {
    offline();
    journal.lose();
    closed = true;
    siblings.forEach(sibling -> sibling.siblings.remove(this));
  }

  /** Crashes and begins again from its journal, offline. */
  public void reload() {
    offline();
    journal.lose();
    journal = new MemoryJournal(world, disk);
    failures = new ArrayList<>();
    told = new ArrayList<>();
    changed = new ArrayList<>();
    database = begin();
  }

  public Receipt put(String soul, String key, String text) {
    return put(soul, key, new Value.Text(text));
  }

  public Receipt put(String soul, String key, Value value) {
    return database.commit(List.of(new Write(Soul.of(soul), key, value)));
  }

  /** A property that is a text; null when it isn't there. */
  public @Nullable String text(String soul, String key) {
    return node(soul).get(key) instanceof Value.Text text ? text.value() : null;
  }

  public Map<String, Value> node(String soul) {
    Map<String, Value> node = new TreeMap<>();
    database.read(soul, node::put);
    return node;
  }

  /** The codes of what was told as failed. */
  public List<Code> failures() {
    return failures.stream().map(SoulgraphException::code).toList();
  }

  /** Forgets what was told as failed. */
  public void forgive() {
    failures.clear();
  }

  /** What those say who are at a soul that is attended to, this tab's user among them, sorted. */
  public List<String> present(String soul) {
    return present.values().stream()
        .filter(each -> each.soul().text().equals(soul))
        .map(each -> String.valueOf(each.value()))
        .sorted()
        .toList();
  }

  /** How often that has changed. */
  public int presences() {
    return presences;
  }

  /** The states that receipts were told in, as they came. */
  public List<Receipt.State> told() {
    return told;
  }

  public List<String> changed() {
    return changed;
  }
}
