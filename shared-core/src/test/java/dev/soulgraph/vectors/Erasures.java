package dev.soulgraph.vectors;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Commit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of which some erase others: what becomes of each, and what is left in any order. */
final class Erasures {
  private static final String SPACE = "~" + Generated.alice().text();

  private final String name;
  private final List<Change> changes = new ArrayList<>();
  private final List<Scope> scopes = new ArrayList<>();

  private Erasures(String name) {
    this.name = name;
  }

  static List<Case> cases() {
    return List.of(
        new Erasures("a soul's properties up to its state")
            .put("a", 5)
            .put("a/b", 5)
            .put("c", 8)
            .erase("a", false, 7)
            .erase("c", false, 7)
            .made(),
        new Erasures("a prefix, by whole segments")
            .put("a", 5)
            .put("a/b/c", 7)
            .put("ab", 5)
            .put("a/b", 8)
            .erase("a", true, 7)
            .in(Scope.Kind.SOUL, "a/b/c")
            .in(Scope.Kind.PREFIX, "a")
            .in(Scope.Kind.PREFIX, "a/b")
            .in(Scope.Kind.SOUL, "ab")
            .made(),
        new Erasures("what comes late")
            .erase("a", true, 7)
            .put("a/b", 6)
            .put("a", 7)
            .put("a", 8)
            .put("a", 6)
            .put("a", 8)
            .made(),
        new Erasures("a later one of the soul uncovers nothing below")
            .erase("a", true, 7)
            .erase("a", false, 9)
            .put("a/b", 7)
            .put("a", 8)
            .put("a/b", 8)
            .in(Scope.Kind.SOUL, "a")
            .in(Scope.Kind.SOUL, "a/b")
            .made(),
        new Erasures("erases that reach no further")
            .erase("a/b", false, 5)
            .erase("a/b", true, 6)
            .erase("a", false, 6)
            .erase("a", true, 6)
            .erase("a", false, 5)
            .made(),
        new Erasures("higher ones below stay")
            .erase("a/b", true, 8)
            .erase("a/b", false, 9)
            .erase("a", true, 7)
            .in(Scope.Kind.SOUL, "a/b")
            .in(Scope.Kind.PREFIX, "a/b/c")
            .made(),
        new Erasures("one slot, by state and id")
            .erase("a", true, 7)
            .salted("a", 7)
            .erase("a", true, 6)
            .erase("a", true, 7)
            .salted("a", 7)
            .made(),
        new Erasures("erased and written anew").put("a", 5).erase("a", true, 6).put("a", 7).made());
  }

  private Erasures put(String path, int state) {
    return add(
        new Change(
            Generated.alice(),
            Samples.EPOCH + state,
            soul(path),
            "k",
            Value.TRUE,
            Extensions.NONE));
  }

  private Erasures erase(String path, boolean prefix, int state) {
    return erase(path, prefix ? Value.TRUE : Value.NULL, state, Extensions.NONE);
  }

  /** Of a prefix. */
  private Erasures salted(String path, int state) {
    Extensions salt = ValueCodec.readExtensions(new CborReader(Hex.decode("a10141ff")));
    return erase(path, Value.TRUE, state, salt);
  }

  private Erasures erase(String path, Value reach, int state, Extensions extensions) {
    return add(
        new Change(
            Change.KIND_ERASE,
            Generated.alice(),
            Samples.EPOCH + state,
            soul(path),
            "",
            reach,
            extensions));
  }

  private Erasures add(Change change) {
    changes.add(change);
    return this;
  }

  private Erasures in(Scope.Kind kind, String path) {
    scopes.add(new Scope(kind, soul(path).text()));
    return this;
  }

  private static Soul soul(String path) {
    return Soul.of(SPACE + "/" + path);
  }

  private Case made() {
    List<Object> bytes = new ArrayList<>();
    changes.forEach(each -> bytes.add(Hex.encode(ChangeCodec.encode(each))));
    List<Object> outcomes = new ArrayList<>();
    Graph graph = merged(changes, outcomes);
    Case made = Case.named(name).with("changes", bytes).with("outcomes", outcomes);
    List<Object> seen = new ArrayList<>();
    for (Scope scope : scopes) {
      Case one = Case.named(scope.name()).with("kind", scope.kind().ordinal());
      seen.add(one.with("live", live(graph, scope)).fields());
    }
    return made.with("scopes", seen).with("live", live(graph, Scope.ALL));
  }

  /** Holds the code to a case, its changes in any rotation of their order. */
  static void run(Case each, Findings found) {
    List<Change> changes = new ArrayList<>();
    each.list("changes").forEach(hex -> changes.add(ChangeCodec.decode(Hex.decode((String) hex))));
    List<Object> outcomes = new ArrayList<>();
    Graph listed = merged(changes, outcomes);
    found.same(each.list("outcomes"), outcomes, each);
    for (Case scope : each.cases("scopes")) {
      Scope.Kind kind = Scope.Kind.values()[scope.number("kind")];
      found.same(scope.list("live"), live(listed, new Scope(kind, scope.text("name"))), scope);
    }
    for (int turn = 0; turn < changes.size(); turn++) {
      List<Change> turned = new ArrayList<>(changes.subList(turn, changes.size()));
      turned.addAll(changes.subList(0, turn));
      found.same(each.list("live"), live(merged(turned, new ArrayList<>()), Scope.ALL), each);
    }
  }

  private static Graph merged(List<Change> changes, List<Object> outcomes) {
    Graph graph = new Graph(new ChangeCodec());
    for (Change change : changes) {
      Commit commit = new Commit(change.author(), List.of(change));
      @Nullable Outcome outcome = graph.merge(commit.sealed(new byte[64]), null)[0];
      outcomes.add(outcome == null ? "" : outcome.text());
    }
    return graph;
  }

  /** The ids, ascending. */
  private static List<Object> live(Graph graph, Scope scope) {
    List<Hash> ids = new ArrayList<>();
    graph.each(scope, change -> ids.add(new ChangeCodec().id(change)));
    ids.sort(null);
    List<Object> hex = new ArrayList<>();
    ids.forEach(id -> hex.add(id.toString()));
    return hex;
  }
}
