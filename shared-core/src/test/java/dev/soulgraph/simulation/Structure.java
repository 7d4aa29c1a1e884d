package dev.soulgraph.simulation;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.IdSum;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.ListedItems;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replica's structures must be, whatever they have gone through. */
final class Structure {
  private final Scene scene;
  private final ChangeCodec codec = new ChangeCodec();

  Structure(Scene scene) {
    this.scene = scene;
  }

  /** A store holds what it merged, can prove it, and its fingerprints are those of its contents. */
  void check(NodeHost node) {
    WatchedStore store = node.stored();
    Model model = store.now().copy();
    model.expire(node.clock.nowMs());
    List<Part> parts = store.readAll(Scope.ALL);
    parts.forEach(part -> proves(node.name, part));
    Map<String, String> read = Model.of(parts).ids();
    Broken.unless(
        read.equals(model.ids()),
        "stores-hold-what-they-merged",
        node.name + ": " + Difference.of(read, model.ids()));
    Broken.unless(
        store.deferred() == model.deferrals(),
        "deferred-is-released-once",
        node.name + " defers " + store.deferred() + ", not " + model.deferrals());
    for (Scope scope : List.of(Scope.ALL, Scope.prefix("a"), new Scope(Scope.Kind.SPACE, "b"))) {
      fingerprints(node.name, store, scope, model);
    }
  }

  /** A browser keeps the winners, each once, with their proofs. */
  void check(Browser browser, Model truth) {
    Map<String, Integer> kept = new TreeMap<>();
    for (Part part : browser.disk.parts()) {
      proves(browser.name, part);
      for (Leaf leaf : part.leaves()) {
        kept.merge(leaf.id().toString(), 1, Integer::sum);
      }
    }
    Map<String, Integer> expected = new TreeMap<>();
    truth.winners().values().forEach(change -> expected.put(codec.id(change).toString(), 1));
    Broken.unless(
        kept.equals(expected),
        "journals-bounded",
        browser.name + " keeps " + kept.size() + " changes, where " + expected.size() + " live");
  }

  /** As it travels, a part shows a signature of its author over just this tree. */
  private void proves(String where, Part part) {
    Part read = FrameCodec.decodePart(FrameCodec.encodePart(part));
    byte[] message = read.seal().message(Scene.NETWORK_NAME);
    byte[] signature = scene.notary.sign(read.seal().author(), message);
    Broken.unless(
        Arrays.equals(signature, read.seal().signature()),
        "everything-proven",
        where + " holds what " + read.seal().author().text() + " has not signed");
    for (Leaf leaf : read.leaves()) {
      Change change = leaf.change();
      Broken.unless(change != null, "everything-proven", where + " holds what is unlawful");
      if (change != null) {
        owned(where, change);
      }
    }
  }

  private static void owned(String where, Change change) {
    String author = "~" + change.author().text();
    String space = change.soul().firstSegment();
    boolean own = space.equals(author);
    boolean lawful =
        (own || !space.startsWith("~") && change.kind() == Change.KIND_PROPERTY)
            && (!change.key().startsWith("~") || change.key().equals(author));
    Broken.unless(lawful, "spaces-owned", where + " holds " + change);
  }

  private void fingerprints(String where, WatchedStore store, Scope scope, Model model) {
    List<Item> expected = new ArrayList<>();
    for (Change change : model.winners().values()) {
      if (scope.covers(change.soul())) {
        expected.add(new Item(change.state(), codec.id(change)));
      }
    }
    ListedItems list = new ListedItems(expected);
    String difference = store.compare(scope, items -> difference(items, list));
    Broken.unless(
        difference == null || difference.isEmpty(),
        "fingerprints-fit",
        where + " " + scope.text() + ": " + difference);
  }

  private static String difference(Items items, Items expected) {
    int size = expected.size();
    if (items.size() != size) {
      return items.size() + " items, not " + size;
    }
    for (int from = 0; from <= size; from += 1 + size / 7) {
      for (int to = from; to <= size; to += 1 + size / 5) {
        IdSum sum = items.sum(from, to);
        if (!Arrays.equals(sum.bytes(), expected.sum(from, to).bytes())) {
          return "another sum of " + from + " to " + to;
        }
      }
    }
    return "";
  }
}
