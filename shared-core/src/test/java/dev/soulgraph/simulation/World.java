package dev.soulgraph.simulation;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machines of one seed, as they begin. */
final class World {
  final Shape shape;
  final Scene scene;
  final List<NodeHost> nodes = new ArrayList<>();
  final List<Browser> browsers = new ArrayList<>();
  final List<Hostile> hostiles = new ArrayList<>();
  final Map<Integer, Disk> copies = new LinkedHashMap<>();
  private int disks;

  World(Plan plan, Disk.Maker maker, String shownFrames) {
    shape = plan.shape();
    scene = new Scene(plan.seed(), shape, maker, shownFrames);
    for (int i = 0; i < shape.nodes(); i++) {
      NodeHost node = new NodeHost(scene, "n" + i, newDisk());
      nodes.add(node);
    }
    for (int[] pair : shape.follows()) {
      nodes.get(pair[0]).follow(nodes.get(pair[1]));
    }
    for (int i = 0; i < shape.relays().size(); i++) {
      Browser browser = new Browser(scene, "b" + i);
      browsers.add(browser);
      shape.relays().get(i).forEach(relay -> browser.relay(nodes.get(relay)));
    }
    shape.picky().forEach(picky -> nodes.get(picky).refuse(this::isUnwanted));
    hostiles();
    nodes.forEach(NodeHost::start);
    Workload workload = new Workload(Timeline.BEGIN_MS);
    for (Browser browser : browsers) {
      browser.openTab(
          workload.scope(Chance.dice(plan.seed(), "first scope " + browser.name), authors()));
    }
  }

  private void hostiles() {
    List<String> victims = new ArrayList<>();
    browsers.forEach(browser -> victims.add(browser.name));
    if (shape.hostileClient()) {
      hostiles.add(new HostileClient(scene, Hostile.MARK + 0, nodes, victims));
    }
    if (shape.hostileNode()) {
      HostileNode relay = new HostileNode(scene, Hostile.MARK + 1, nodes, victims);
      hostiles.add(relay);
      browsers.get(0).relay(relay);
      nodes.get(0).follow(relay);
    }
  }

  Disk newDisk() {
    return scene.disks.make(++disks);
  }

  /** What picky nodes refuse: all of one author's. */
  private boolean isUnwanted(Part part) {
    return isUnwanted(part.seal().author());
  }

  boolean isUnwanted(PublicKey author) {
    return author.equals(browsers.get(0).author);
  }

  List<String> authors() {
    List<String> authors = new ArrayList<>();
    browsers.forEach(browser -> authors.add(browser.author.text()));
    return authors;
  }

  List<Tab> tabs() {
    List<Tab> tabs = new ArrayList<>();
    browsers.forEach(browser -> tabs.addAll(browser.tabs()));
    return tabs;
  }

  /** Those who take everything: all of them should hold the same. */
  List<NodeHost> equals() {
    List<NodeHost> equals = new ArrayList<>(nodes);
    equals.removeAll(picky());
    return equals;
  }

  /** Those who refuse one author: they should hold the same as each other. */
  List<NodeHost> picky() {
    return shape.picky().stream().map(nodes::get).toList();
  }

  boolean isDiverged() {
    return nodes.stream().anyMatch(NodeHost::isDiverged)
        || tabs().stream().anyMatch(Tab::isDiverged);
  }

  /** The honest ones. */
  List<String> machines() {
    List<String> names = new ArrayList<>();
    nodes.forEach(node -> names.add(node.name));
    browsers.forEach(browser -> names.add(browser.name));
    return names;
  }

  /**
   * One way between a node and another honest machine.
   *
   * @param from the lowest bit: away from the node or towards it; the others name the node
   */
  Path path(int from, int to) {
    List<String> names = machines();
    String one = nodes.get(Math.floorMod(from >> 1, nodes.size())).name;
    String other = names.get(Math.floorMod(to, names.size()));
    return (from & 1) == 0 ? scene.network.path(one, other) : scene.network.path(other, one);
  }

  void discard() {
    nodes.forEach(NodeHost::discard);
    copies.values().forEach(Disk::discard);
  }
}
