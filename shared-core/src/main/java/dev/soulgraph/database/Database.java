package dev.soulgraph.database;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Signer;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.HybridClock;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.merge.Ladder;
import dev.soulgraph.storage.Journal;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.transport.Connection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * An embedded replica: what a browser tab or a command holds. It merges what relays send, lays its
 * own unacknowledged writes over that, keeps both in a journal, and goes on without either.
 *
 * <p>For one thread; every port answers on it. Start: {@code load…}, then {@link #start}.
 */
public final class Database {
  private final String network;
  private final PublicKey author;
  private final WallClock machineClock;
  private final CorrectedClock wall;
  private final HybridClock clock;
  private final Entropy entropy;
  private final Listener listener;
  private final Gate gate;
  private final Graph graph;
  private final View view;
  private final Layer layer;
  private final JournalQueue journal;
  private final Records records;
  private final Cursors cursors = new Cursors();
  private final Interests interests = new Interests();
  private final Outbox outbox;
  private final Replica replica;
  private final PresenceRoom presence;
  private final Set<ClientSession> sessions = new LinkedHashSet<>();

  /**
   * @param network 1–32 of a-z, 0-9 and -
   * @param authors checked keys, which databases of one thread may share: what is found of a key
   *     holds for all
   * @throws SoulgraphException {@code network-invalid}
   */
  public Database(
      String network,
      Signer signer,
      Verifier verifier,
      AuthorKeys authors,
      WallClock machineClock,
      Entropy entropy,
      Journal journal,
      Listener listener) {
    this.network = Network.check(network);
    this.author = signer.author();
    this.machineClock = machineClock;
    this.wall = new CorrectedClock(machineClock);
    this.clock = new HybridClock(wall, 0);
    this.entropy = entropy;
    this.listener = listener;
    this.gate = new Gate(network, authors, verifier);
    ChangeCodec codec = new ChangeCodec();
    Ladder ladder = new Ladder(codec);
    this.graph = new Graph(codec);
    Overlay overlay = new Overlay(ladder);
    this.view = new View(graph, overlay, ladder, wall);
    this.layer = new Layer(author, overlay, view, listener);
    this.journal = new JournalQueue(journal, listener::failed);
    this.records = new Records(this.journal);
    this.replica =
        new Replica(
            graph,
            new Comparison(graph, codec, wall),
            clock,
            wall,
            this.journal,
            records,
            cursors,
            interests,
            entropy,
            listener,
            this::ready,
            this::sessionChanged,
            layer);
    Effects effects = new OutboxEffects(layer, replica, view, wall, sessions);
    this.outbox = new Outbox(network, signer, clock, this.journal, listener, effects);
    this.presence = new PresenceRoom(network, signer, gate, wall, entropy, sessions, listener);
  }

  public PublicKey author() {
    return author;
  }

  /** A record that the journal kept; trusted, since this replica has verified it before. */
  public void loadRecord(double key, byte[] record) {
    replica.load(key, record);
  }

  public void loadPending(double key, byte[] record) {
    records.seen(key);
    outbox.load(key, record, false);
  }

  public void loadMeta(String name, byte[] value) {
    if (name.equals(Outbox.META_STATE)) {
      clock.restore(outbox.loadStates(value));
    } else if (name.startsWith(Cursors.META_PREFIX)) {
      cursors.load(value);
    }
  }

  /** Everything has been loaded. */
  public void start() {
    if (!outbox.siblings.follows()) {
      replica.started();
    }
    journal.pump();
  }

  /**
   * The journal is about to be loaded again: others have written to it.
   *
   * @param begins false: it can't be loaded after all
   */
  public void reread(boolean begins) {
    cursors.clear();
    outbox.siblings.reread(begins);
  }

  /**
   * From now on this database has the connections for all over the same journal, and keeps what
   * they bring. Also ends {@link #reread}.
   */
  public void lead() {
    become(true);
    start();
  }

  /** From now on another one leads. Also ends {@link #reread}. */
  public void follow() {
    become(false);
  }

  private void become(boolean leader) {
    records.others(!leader);
    outbox.siblings.become(leader);
    listener.scopes();
  }

  /** The leader's relays have been asked for a scope, and may have caught it up. */
  public void told(Scope scope, boolean level) {
    cursors.told(scope, level);
    listener.scopes();
  }

  /** The leader says what must be added to this machine's clock to get the relays'. */
  public void correctClock(long offsetMs) {
    wall.correct(offsetMs);
  }

  /** Runs once everything that was read until now is kept. */
  public void whenKept(Runnable then) {
    journal.whenKeptOrLost(then);
    journal.pump();
  }

  /** A new connection; the session speaks first. */
  public ClientSession connect(Connection connection, String agent) {
    // The machine's clock: measured against the corrected one, the error would seem to vanish.
    ClientSession session =
        new ClientSession(network, agent, connection, machineClock, entropy, gate, replica);
    session.presence(presence);
    sessions.add(session);
    return session;
  }

  public void disconnected(ClientSession session) {
    session.disconnected();
    sessions.remove(session);
    presence.again();
    listener.scopes();
  }

  private void ready(ClientSession session) {
    wall.correct(sessions);
    outbox.sendAll(session);
    presence.again();
  }

  private void sessionChanged(ClientSession session) {
    wall.correct(sessions);
    listener.session(session);
    listener.scopes();
  }

  /** To be called about once a second. */
  public void tick() {
    for (ClientSession session : List.copyOf(sessions)) {
      session.tick();
    }
    replica.tick();
    outbox.siblings.tick();
    presence.tick();
  }

  /**
   * Signs the writes under one seal. They are readable here at once.
   *
   * @return a receipt, which the listener is told of as it goes
   * @throws SoulgraphException naming the first write that breaks a rule; then nothing is written
   */
  public Receipt commit(List<Write> writes) {
    List<Write> checked = Writes.check(writes, author, wall.nowMs());
    long floor = 0;
    for (Write write : checked) {
      floor = Math.max(floor, view.floor(Writes.probe(write, author)));
    }
    List<Change> changes = Writes.changes(checked, author, clock.next(floor));
    return outbox.commit(records.newKey(entropy), changes);
  }

  /**
   * Writes a refused commit again, at the present time, and forgets the refused one.
   *
   * @throws SoulgraphException if there is no such commit, or it breaks a rule now: then it stays
   */
  public Receipt retry(int receiptId) {
    List<Write> writes = new ArrayList<>();
    for (Change change : outbox.refused(receiptId)) {
      writes.add(new Write(change.kind(), change.soul(), change.key(), change.value()));
    }
    Receipt again = commit(writes);
    outbox.drop(receiptId);
    return again;
  }

  /** Forgets a refused commit. */
  public void drop(int receiptId) {
    outbox.drop(receiptId);
  }

  /** Commits that no node has acknowledged, and those refused, oldest first. */
  public List<Receipt> pending() {
    return outbox.receipts();
  }

  /** What another database over the same journal has {@link Listener#shared}. */
  public void shared(byte[] message) {
    Tabs.Message decoded = Tabs.decode(message);
    records.seen(decoded.key());
    outbox.siblings.heard(decoded, decoded.unkept() ? replica::accepted : replica::merge);
    journal.pump();
  }

  /** A node's properties in key order; none when it isn't there. */
  public void read(String soul, BiConsumer<String, Value> property) {
    view.read(soul, property);
  }

  /** The souls below a prefix (empty: all) that have properties, sorted. */
  public List<String> souls(String prefix) {
    return view.souls(prefix);
  }

  /** Asks for a scope; counted. */
  public void open(Scope scope) {
    if (interests.add(scope)) {
      sessions.forEach(ClientSession::update);
      listener.scopes();
    }
  }

  public void close(Scope scope) {
    if (interests.remove(scope)) {
      sessions.forEach(ClientSession::update);
    }
  }

  /** Whether a relay connected now has caught the scope up. */
  public boolean level(Scope scope) {
    for (ClientSession session : sessions) {
      if (session.level(scope)) {
        return true;
      }
    }
    return cursors.known(scope, true);
  }

  /** Whether the scope has ever been caught up. */
  public boolean known(Scope scope) {
    return cursors.known(scope, false);
  }

  /** Who is where. */
  public PresenceRoom presence() {
    return presence;
  }

  /** This machine's clock error in milliseconds when users are to be told, else 0. */
  public long clockSkewMs() {
    return wall.toldMs();
  }

  /** Now, as the relays have it. */
  public long nowMs() {
    return wall.nowMs();
  }

  /** A soul below {@code parent} that sorts after those made before and is nobody else's. */
  public String newSoul(String parent) {
    return parent + "/" + Writes.newName(clock.next(0), entropy);
  }

  /** Of the acknowledged set: equal on replicas that hold the same. */
  public Hash digest() {
    return graph.digest();
  }
}
