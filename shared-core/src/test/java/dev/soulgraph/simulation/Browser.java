package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import java.util.ArrayList;
import java.util.List;

/** A browser: an author, a clock, a storage, and the tabs over it. */
final class Browser {
  private static final int TABS_MAX = 3;
  private static final int MESSAGE_MS = 15;

  final String name;
  final Clock clock;
  final PublicKey author;
  final JournalDisk disk;
  final Dice dice;
  private final Scene scene;
  private final List<Tab> tabs = new ArrayList<>();
  private final List<Acceptor> relays = new ArrayList<>();
  private int opened;
  private boolean closedOne;

  Browser(Scene scene, String name) {
    this.scene = scene;
    this.name = name;
    clock = new Clock(scene.timeline);
    author = scene.notary.key("author " + name);
    dice = Chance.dice(scene.seed, name);
    disk = new JournalDisk(new CursorCheck(scene, name));
    scene.ledger.place(disk::taken);
    scene.ledger.outbox(disk::waiting);
  }

  void relay(Acceptor relay) {
    if (!relays.contains(relay)) {
      relays.add(relay);
    }
  }

  List<Acceptor> relays() {
    return relays;
  }

  List<Tab> tabs() {
    return tabs;
  }

  Tab tab(int which) {
    return tabs.get(Math.floorMod(which, tabs.size()));
  }

  /** Opens one more tab, up to a few. */
  void openTab(Scope scope) {
    if (tabs.size() < TABS_MAX) {
      begin(List.of(scope));
    }
  }

  private void begin(List<Scope> scopes) {
    String process = name + ":" + ++opened;
    TabJournal journal =
        new TabJournal(scene.timeline, disk, Chance.dice(scene.seed, process + " journal"));
    Tab tab = new Tab(scene, this, process, journal);
    tabs.add(tab);
    scopes.forEach(tab::open);
    tab.online();
  }

  /** Closes a tab, unless it is the last. */
  void closeTab(int which) {
    if (tabs.size() > 1) {
      Tab tab = tab(which);
      tabs.remove(tab);
      tab.end();
      closedOne = true;
    }
  }

  /** Whether what is kept may hold more, or less, than any tab knows. */
  boolean needsReload() {
    return closedOne || tabs.stream().anyMatch(tab -> tab.journal().isFailing());
  }

  /** A tab ends at once, and begins again from what is kept. */
  void crashTab(int which) {
    Tab tab = tab(which);
    tabs.remove(tab);
    tab.end();
    begin(List.copyOf(tab.scopes()));
  }

  void crash() {
    for (int i = tabs.size(); i > 0; i--) {
      crashTab(0);
    }
  }

  /** The storage is taken away while the tabs run; they go on in memory. */
  void evict() {
    Model before = disk.model();
    disk.evict();
    tabs.forEach(tab -> tab.journal().fail());
    scene.ledger.destroyed(before, disk.model());
  }

  /** A record is found torn when the tabs begin again. */
  void tear(int which) {
    Model before = disk.taken();
    tabs.forEach(Tab::end);
    if (disk.tear(which)) {
      scene.ledger.destroyed(before, disk.taken());
    }
    crash();
  }

  /** What one tab tells the others reaches them, in order, a little later. */
  void shared(Tab from, byte[] message) {
    for (Tab tab : tabs) {
      if (tab != from) {
        scene.timeline.after(MESSAGE_MS, () -> tab.heard(message));
      }
    }
  }
}
