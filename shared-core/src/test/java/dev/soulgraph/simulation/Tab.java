package dev.soulgraph.simulation;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.database.Database;
import dev.soulgraph.database.Listener;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One life of a tab: from its opening to its end, which may come at any moment. */
final class Tab {
  private static final int RETRY_MS = 600;

  /** Longer than two transactions take. */
  private static final int KEPT_MS = 200;

  private static final int HEAD_OF_COMMIT = 0x84;
  private static final int TYPE_OF_COMMIT = 6;
  private static final int MESSAGE_ITEMS = 13;

  private record Connected(Link link, ClientSession session) {}

  final String name;
  private final Scene scene;
  private final Browser browser;
  private final TabJournal journal;
  private final Database database;
  private final Map<Acceptor, Connected> connections = new LinkedHashMap<>();
  private final Map<Integer, List<Write>> written = new TreeMap<>();
  private final Map<Integer, Receipt.State> told = new TreeMap<>();
  private final List<Scope> scopes = new ArrayList<>();
  private final FrameCodec codec = new FrameCodec();
  private boolean alive = true;
  private boolean online = true;
  private boolean diverged;

  Tab(Scene scene, Browser browser, String name, TabJournal journal) {
    this.scene = scene;
    this.browser = browser;
    this.name = name;
    this.journal = journal;
    database =
        new Database(
            Scene.NETWORK_NAME,
            scene.notary.signer(browser.author, Chance.dice(scene.seed, name + " signer")),
            scene.notary.verifier(Chance.dice(scene.seed, name + " verifier")),
            scene.notary.keys(),
            browser.clock,
            Chance.entropy(scene.seed, name),
            journal,
            new Told());
    browser.disk.load(database);
    List<JournalDisk.Kept> kept = browser.disk.kept();
    for (int i = 0; i < kept.size(); i++) {
      written.put(database.pending().get(i).id(), kept.get(i).writes());
    }
    database.start();
    tick();
  }

  private void tick() {
    if (alive) {
      database.tick();
      scene.timeline.after(1000, this::tick);
    }
  }

  private final class Told implements Listener {
    @Override
    public void changed(String soul) {}

    @Override
    public void scopes() {}

    @Override
    public void session(ClientSession session) {}

    @Override
    public void receipt(Receipt receipt) {
      Tab.this.receipt(receipt);
    }

    @Override
    public void shared(byte[] message) {
      browser.shared(Tab.this, message);
    }

    @Override
    public void failed(SoulgraphException reason) {
      diverged |= reason.code() == Code.DIVERGED;
      Broken.unless(
          reason.code() != Code.INTERNAL, "no-faults-of-its-own", name + " tells of " + reason);
    }
  }

  private void receipt(Receipt receipt) {
    Receipt.State before = told.put(receipt.id(), receipt.state());
    List<Write> writes = written.getOrDefault(receipt.id(), List.of());
    if (receipt.state() == before) {
      return;
    }
    if (receipt.state() == Receipt.State.LOCAL) {
      local(writes);
    }
    for (Write write : writes) {
      String soul = write.soul().text();
      if (receipt.state() == Receipt.State.RELAYED) {
        Broken.unless(
            scene.ledger.isAcknowledged(soul, slot(write), write.value()),
            "receipts-honest",
            name + " tells of " + write + " as relayed, and no node has acknowledged it");
      } else if (receipt.state() == Receipt.State.REFUSED) {
        scene.ledger.refused(soul, slot(write), write.value());
      }
    }
  }

  /** What is told as kept lies in the browser's storage now. */
  private void local(List<Write> writes) {
    List<Change> kept = browser.disk.pendingChanges();
    for (Write write : writes) {
      Change found = null;
      for (Change change : kept) {
        if (change.soul().equals(write.soul())
            && change.slot().equals(slot(write))
            && change.value().equals(write.value())) {
          found = change;
        }
      }
      if (found == null) {
        throw new Broken("receipts-honest", name + " tells of " + write + " as kept, but isn't");
      }
      scene.ledger.kept(found, browser.name);
    }
  }

  static String slot(Write write) {
    if (write.kind() == Change.KIND_PROPERTY) {
      return write.key();
    }
    return write.value() instanceof Value.Null ? Change.SOUL_ERASE : Change.PREFIX_ERASE;
  }

  /** Commits, unless a rule forbids it now; what is written can be read at once. */
  void commit(List<Write> writes) {
    Receipt receipt;
    try {
      receipt = database.commit(writes);
    } catch (SoulgraphException e) {
      Broken.unless(e.code() == Code.EXPIRED, "lawful-writes-pass", name + ": " + e);
      return;
    }
    written.put(receipt.id(), last(writes));
    for (Write write : last(writes)) {
      if (write.kind() == Change.KIND_PROPERTY && !write.soul().mortal()) {
        Value found = value(write.soul().text(), write.key());
        Broken.unless(
            found.equals(write.value()),
            "reads-own-writes",
            name + " writes " + write + " and reads " + found);
      }
    }
  }

  /** One for each place, the last call winning. */
  private static List<Write> last(List<Write> writes) {
    Map<String, Write> last = new LinkedHashMap<>();
    for (Write write : writes) {
      last.put(Model.name(write.soul().text(), slot(write)), write);
    }
    return List.copyOf(last.values());
  }

  /** What is read there; null where nothing is. */
  Value value(String soul, String key) {
    Value[] found = {Value.NULL};
    database.read(
        soul,
        (each, value) -> {
          if (each.equals(key)) {
            found[0] = value;
          }
        });
    return found[0];
  }

  boolean isAlive() {
    return alive;
  }

  Database database() {
    return database;
  }

  TabJournal journal() {
    return journal;
  }

  List<Scope> scopes() {
    return scopes;
  }

  int relays() {
    return browser.relays().size();
  }

  /** Whether some relay and this replica don't take the same. */
  boolean isDiverged() {
    return diverged;
  }

  void open(Scope scope) {
    if (!scopes.contains(scope)) {
      scopes.add(scope);
      database.open(scope);
    }
  }

  void close(Scope scope) {
    if (scopes.remove(scope)) {
      database.close(scope);
    }
  }

  /** Connects to the browser's relays, and again whenever a connection is lost. */
  void online() {
    online = true;
    for (Acceptor relay : browser.relays()) {
      connect(relay);
    }
  }

  void offline() {
    online = false;
    connections.values().forEach(each -> each.link.cut());
  }

  private void connect(Acceptor relay) {
    if (!alive || !online || connections.containsKey(relay)) {
      return;
    }
    Link link = scene.network.link(name, relay.name());
    Runnable relayLost = relay.accept(link);
    SentAhead ahead = new SentAhead(name);
    link.there.from(frame -> sent(frame, ahead), () -> {});
    ClientSession session = database.connect(link.there, "simulated");
    connections.put(relay, new Connected(link, session));
    link.back.to(
        frame -> {
          if (alive) {
            ahead.heard(frame);
            session.received(frame);
          }
        });
    link.whenLost(() -> lost(relay, link, session), relayLost);
  }

  private void sent(byte[] frame, SentAhead ahead) {
    ahead.sent(frame);
    scene.eavesdropper.heard(frame);
    if ((frame[0] & 255) == HEAD_OF_COMMIT && frame[1] == TYPE_OF_COMMIT) {
      scene.ledger.sent(((Frame.Commit) codec.decode(frame)).part());
    }
  }

  private void lost(Acceptor relay, Link link, ClientSession session) {
    Connected now = connections.get(relay);
    if (now != null && now.link == link) {
      connections.remove(relay);
    }
    if (alive) {
      database.disconnected(session);
      int retryMs = RETRY_MS + browser.dice.below(2 * RETRY_MS);
      scene.timeline.after(retryMs, () -> connect(relay));
    }
  }

  /** The session with a relay, where there is one and the relay is known. */
  @Nullable ClientSession session(Acceptor relay) {
    Connected found = connections.get(relay);
    return found != null && found.link.isOpen() && found.session.ready() ? found.session : null;
  }

  @Nullable Link link(Acceptor relay) {
    Connected found = connections.get(relay);
    return found == null ? null : found.link;
  }

  void heard(byte[] message) {
    if (!alive) {
      return;
    }
    database.shared(message);
    CborReader in = new CborReader(message);
    in.array(MESSAGE_ITEMS);
    boolean made = in.uint(3) % 2 == 0;
    in.uint(Long.MAX_VALUE);
    byte[] bytes = in.bytes(Integer.MAX_VALUE);
    List<Receipt> known = database.pending();
    if (made && !known.isEmpty()) {
      List<Write> writes = JournalDisk.Kept.decode(bytes).writes();
      written.putIfAbsent(known.get(known.size() - 1).id(), writes);
    } else if (!made && bytes.length > 0) {
      int losses = browser.disk.losses();
      scene.timeline.after(KEPT_MS, () -> told(FrameCodec.decodePart(bytes), losses));
    }
  }

  /** What another tab has told, and this one shows, one of the two has kept. */
  private void told(Part part, int losses) {
    if (!alive || journal.isFailing() || browser.disk.losses() != losses) {
      return;
    }
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      if (change != null && change.kind() == Change.KIND_PROPERTY && !change.soul().mortal()) {
        boolean shown = value(change.soul().text(), change.key()).equals(change.value());
        Broken.unless(
            !shown || change.value().equals(Value.NULL) || browser.disk.keeps(change),
            "told-is-kept",
            name + " was told of " + change + ", and no tab has kept it");
      }
    }
  }

  /** The tab is closed, or crashes: what its journal hasn't ended is lost. */
  void end() {
    alive = false;
    journal.lose();
    connections.values().forEach(each -> each.link.cut());
    connections.clear();
  }
}
