package dev.soulgraph.simulation;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must hold when all has calmed down. */
final class Invariants {
  /** As long as a database may take until it has written its records anew. */
  private static final int COMPACTION_MS = 70_000;

  private final World world;
  private final Scene scene;
  private final Structure structure;

  Invariants(World world) {
    this.world = world;
    this.scene = world.scene;
    this.structure = new Structure(scene);
  }

  /** On every connection as it is, level means equal: nobody was healed by coming anew. */
  void levelMeansEqual() {
    boolean together = !world.shape.follows().isEmpty();
    for (Tab tab : world.tabs()) {
      // Between nodes that don't know each other a browser carries only what it meets them with.
      for (NodeHost node : together || tab.relays() == 1 ? world.nodes : List.<NodeHost>of()) {
        Link link = tab.link(node);
        if (link == null || tab.session(node) == null) {
          continue;
        }
        for (Scope scope : tab.scopes()) {
          Broken.unless(
              tab.database().level(scope),
              "levels",
              tab.name + " isn't level with " + scope.text());
          sameBelow(tab, node, scope);
        }
      }
    }
    for (NodeHost node : world.nodes) {
      for (Acceptor other : node.followed()) {
        if (other instanceof NodeHost followed) {
          Map<String, String> there = contents(followed);
          equal("linked-nodes-equal", node.name, contents(node), other.name(), there);
        }
      }
    }
  }

  private void sameBelow(Tab tab, NodeHost node, Scope scope) {
    Map<String, String> here = new TreeMap<>();
    Map<String, String> there = new TreeMap<>();
    for (String soul : tab.database().souls("")) {
      if (scope.covers(soul)) {
        tab.database().read(soul, (key, value) -> here.put(Model.name(soul, key), value + ""));
      }
    }
    for (Change change : live(node).winners().values()) {
      boolean visible = change.kind() == Change.KIND_PROPERTY && !change.value().equals(Value.NULL);
      if (visible && scope.covers(change.soul())) {
        there.put(Model.name(change.soul().text(), change.key()), change.value() + "");
      }
    }
    equal("level-means-equal", tab.name + " " + scope.text(), here, node.name, there);
  }

  private Model live(NodeHost node) {
    Model live = node.stored().now().copy();
    live.expire(scene.timeline.nowMs());
    return live;
  }

  private Map<String, String> contents(NodeHost node) {
    return live(node).ids();
  }

  private static void equal(
      String invariant,
      String one,
      Map<String, String> here,
      String other,
      Map<String, String> there) {
    if (!here.equals(there)) {
      throw new Broken(invariant, one + " and " + other + " differ: " + Difference.of(here, there));
    }
  }

  /** Everything, after all have met again. */
  void all() {
    NodeHost first = world.equals().get(0);
    for (NodeHost node : world.nodes) {
      structure.check(node);
    }
    for (NodeHost node : world.equals()) {
      equal("replicas-equal", first.name, contents(first), node.name, contents(node));
    }
    for (NodeHost node : world.picky()) {
      NodeHost one = world.picky().get(0);
      equal("replicas-equal", one.name, contents(one), node.name, contents(node));
      for (Change change : live(node).winners().values()) {
        Broken.unless(
            !world.isUnwanted(change.author()), "policy-kept", node.name + " holds " + change);
      }
    }
    Model truth = live(first);
    for (Tab tab : world.tabs()) {
      check(tab, truth);
    }
    promises(truth);
    reloads(truth);
  }

  private void check(Tab tab, Model truth) {
    for (Receipt receipt : tab.database().pending()) {
      Broken.unless(
          receipt.state() == Receipt.State.REFUSED,
          "all-is-settled",
          tab.name + " still has " + receipt.state() + " of " + receipt.changes());
      Broken.unless(
          lawful(receipt.code()), "refusals-lawful", tab.name + " was refused: " + receipt.code());
    }
    sameAsTruth(tab, truth);
  }

  private boolean lawful(String code) {
    return code.equals("expired")
        || world.shape.clocks() && (code.equals("future") || code.equals("deferred-full"))
        || world.shape.hostileClient() && code.equals("deferred-full")
        || world.shape.tight() && (code.equals("erase-limit") || code.equals("deferred-full"))
        || !world.shape.picky().isEmpty() && code.equals("not-owner")
        || world.shape.hostileNode();
  }

  private void sameAsTruth(Tab tab, Model truth) {
    Map<String, String> here = new TreeMap<>();
    for (String soul : tab.database().souls("")) {
      tab.database().read(soul, (key, value) -> here.put(Model.name(soul, key), value + ""));
    }
    Map<String, String> there = new TreeMap<>();
    for (Change change : truth.winners().values()) {
      if (change.kind() == Change.KIND_PROPERTY && !change.value().equals(Value.NULL)) {
        there.put(Model.name(change.soul().text(), change.key()), change.value() + "");
      }
    }
    equal("replicas-equal", tab.name, here, "the nodes", there);
    Broken.unless(
        tab.database().digest().equals(digest(truth)),
        "replicas-equal",
        tab.name + " reads the same as the nodes hold, but holds something else");
  }

  /** As a database's, by the model's own order. */
  private static Hash digest(Model model) {
    Map<String, Map<String, String>> bySoul = new TreeMap<>();
    model
        .ids()
        .forEach(
            (name, id) -> {
              int at = name.lastIndexOf('\n');
              bySoul
                  .computeIfAbsent(name.substring(0, at), soul -> new TreeMap<>())
                  .put(name.substring(at + 1), id);
            });
    Sha256 sha = new Sha256();
    bySoul.forEach(
        (soul, slots) ->
            slots.forEach(
                (slot, id) -> {
                  sha.update(Utf8.encode(soul + "\0" + slot + "\0"));
                  sha.update(dev.soulgraph.graph.Hex.decode(id));
                }));
    return sha.finish();
  }

  private void promises(Model truth) {
    List<String> broken = scene.ledger.broken(truth);
    Broken.unless(broken.isEmpty(), "nothing-lost", String.join("; ", broken));
  }

  /** What is kept is what is held, no more and no less. */
  private void reloads(Model truth) {
    for (Browser browser : world.browsers) {
      while (browser.tabs().size() > 1) {
        browser.closeTab(0);
      }
      browser.crash();
      browser.tab(0).offline();
    }
    scene.timeline.pass(COMPACTION_MS);
    truth.expire(scene.timeline.nowMs());
    for (Browser browser : world.browsers) {
      sameAsTruth(browser.tab(0), truth);
      structure.check(browser, truth);
    }
  }
}
