package dev.soulgraph.storage;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static dev.soulgraph.storage.Commits.erase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.History;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link Store} does with erases. */
abstract class ErasingContract extends ReadingContract {
  private static final String OWN = Commits.space(1);

  private static Change put(long state, String soul, String key) {
    return change(1, state, OWN + soul, key, "value");
  }

  private static Change eraseSoul(long state, String soul) {
    return erase(1, state, OWN + soul, Value.NULL);
  }

  private static Change erasePrefix(long state, String soul) {
    return erase(1, state, OWN + soul, Value.TRUE);
  }

  private List<Outcome> merge(Change... changes) {
    return List.of(store.merge(commit(changes), null));
  }

  /** Below the author's space, by soul and slot. */
  private Set<String> names() {
    Set<String> names = new HashSet<>();
    all().keySet().forEach(name -> names.add(name.substring(OWN.length())));
    return names;
  }

  @Test
  void anEraseTakesOutTheSoulsPropertiesUpToItsState() {
    merge(put(5, "/a", "old"), put(7, "/a", "same"), put(8, "/a", "newer"), put(1, "/a/b", "k"));
    assertEquals(List.of(Outcome.APPLIED), merge(eraseSoul(7, "/a")));
    Set<String> expected = Set.of("/a newer", "/a/b k", "/a " + Change.SOUL_ERASE);
    assertEquals(expected, names());
    assertEquals(3, store.size());
    assertEquals(5, store.head());
    reopen();
    assertEquals(expected, names());
    assertEquals(3, store.size());
  }

  @Test
  void whatArrivesLateIsErasedAndNotKept() {
    merge(eraseSoul(7, "/a"), erasePrefix(4, ""));
    reopen();
    Part late =
        commit(put(7, "/a", "k"), put(8, "/a", "l"), put(4, "/b/c", "k"), put(5, "/b/c", "l"));
    Outcome[] expected = {Outcome.ERASED, Outcome.APPLIED, Outcome.ERASED, Outcome.APPLIED};
    assertArrayEquals(expected, store.merge(late, null));
    assertEquals(4, store.head());
    Outcome[] again = {Outcome.ERASED, Outcome.DUPLICATE, Outcome.ERASED, Outcome.DUPLICATE};
    assertArrayEquals(again, store.merge(late, null));
    assertEquals(
        Set.of("/a l", "/b/c l", "/a " + Change.SOUL_ERASE, " " + Change.PREFIX_ERASE), names());
  }

  @Test
  void aPrefixesEraseTakesOutAllUnderItInWholeSegmentsAndLowerErases() {
    merge(put(1, "", "k"), put(1, "/a", "k"), put(1, "/a/b/c", "k"), put(1, "/ab", "k"));
    merge(put(1, "/a!", "k"), put(1, "/a0", "k"), put(3, "/a/c", "newer"));
    merge(eraseSoul(1, "/a/b"), erasePrefix(1, "/a/b"), eraseSoul(1, "/a"), eraseSoul(3, "/a/d"));
    merge(erasePrefix(2, "/a"));
    String soul = " " + Change.SOUL_ERASE;
    String prefix = " " + Change.PREFIX_ERASE;
    assertEquals(
        Set.of(" k", "/ab k", "/a! k", "/a0 k", "/a/c newer", "/a/d" + soul, "/a" + prefix),
        names());
    assertEquals(2, store.erases(OWN));
    assertEquals(List.of(Outcome.ERASED), merge(erasePrefix(2, "/a/b")));
    assertEquals(List.of(Outcome.ERASED), merge(eraseSoul(2, "/a")));
    assertEquals(List.of(Outcome.APPLIED), merge(erasePrefix(3, "/a/b")));
    assertEquals(List.of(Outcome.SUPERSEDED), merge(erasePrefix(1, "/a")));
    assertEquals(3, store.erases(OWN));
  }

  @Test
  void aSoulsErasesAreOfTwoKinds() {
    merge(erasePrefix(2, "/a"), put(3, "/a", "k"));
    merge(eraseSoul(4, "/a"));
    assertEquals(2, store.erases(OWN));
    assertEquals(List.of(Outcome.ERASED), merge(put(2, "/a/b", "k")));
    merge(erasePrefix(5, "/a"));
    assertEquals(1, store.erases(OWN));
    assertEquals(Set.of("/a " + Change.PREFIX_ERASE), names());
  }

  @Test
  void leavesOfOneCommitAreErasedByIt() {
    Part part = commit(put(1, "/a", "k"), erasePrefix(1, ""), put(1, "/b", "k"), put(2, "/a", "l"));
    assertArrayEquals(
        new Outcome[] {Outcome.APPLIED, Outcome.APPLIED, Outcome.ERASED, Outcome.APPLIED},
        store.merge(part, null));
    assertEquals(Commits.winners(List.of(part)), all());
    assertEquals(2, store.size());
  }

  @Test
  void manyCommitsAreErasedAtOnce() {
    List<Part> parts = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        changes.add(put(1 + i % 3, i % 7 == 0 ? "/kept" : "/a/" + i, "k" + number + i));
      }
      parts.add(commit(changes));
    }
    parts.forEach(part -> store.merge(part, null));
    Part erase = commit(erasePrefix(3, "/a"), put(9, "/a/1", "later"));
    parts.add(erase);
    store.merge(erase, null);
    assertEquals(Commits.winners(parts), all());
    assertEquals(502, store.size());
    Scope own = new Scope(Scope.Kind.SPACE, OWN);
    compareAll(List.of(Scope.ALL, own, Scope.prefix(OWN + "/a")), new Random(1), "erased");
    merge(erasePrefix(3, ""), put(4, "/x", "y"));
    assertEquals(3, store.size());
    compareAll(List.of(Scope.ALL, own, Scope.prefix(OWN + "/a")), new Random(1), "erased");
  }

  @Test
  void erasesAreCounted() {
    assertEquals(0, store.erases(OWN));
    merge(eraseSoul(1, "/a"), eraseSoul(1, "/b"), erasePrefix(1, "/a"));
    assertEquals(2, store.erases(OWN), "that of the prefix covers one");
    store.merge(commit(erase(2, 1, Commits.space(2), Value.NULL)), null);
    merge(eraseSoul(2, "/b"));
    reopen();
    assertEquals(2, store.erases(OWN));
    assertEquals(1, store.erases(Commits.space(2)));
    assertEquals(0, store.erases(Commits.space(3)));
    merge(erasePrefix(9, ""));
    assertEquals(1, store.erases(OWN));
  }

  @Test
  void theErasesOfWhatHasExpiredGoWithIt() {
    String room = "/!" + (nowMs + 1000);
    merge(put(1, room, "k"), put(1, room + "/x", "k"), put(1, room + "/y", "k"));
    merge(eraseSoul(1, room + "/x"), erasePrefix(1, room + "/y"), eraseSoul(1, "/stays"));
    assertEquals(3, store.erases(OWN));
    assertEquals(Set.of(room + " k", room + "/x \0", room + "/y \1", "/stays \0"), names());
    nowMs += 1000;
    assertEquals(1, store.compare(Scope.ALL, Items::size));
    assertEquals(Set.of("/stays \0"), names());
  }

  @Test
  void whatErasesAPrefixBelongsToScopesUnderIt() {
    List<Scope> scopes =
        List.of(
            Scope.prefix(OWN),
            Scope.prefix(OWN + "/a"),
            Scope.prefix(OWN + "/a/b"),
            Scope.prefix(OWN + "/ab"),
            Scope.soul(Soul.of(OWN + "/a")),
            Scope.soul(Soul.of(OWN + "/a/b/c")));
    merge(put(1, "/a/b", "k"), put(9, "/a/b/c", "k"), put(1, "/ab", "k"));
    sameEverywhere(scopes, "before");
    merge(erasePrefix(2, "/a"), eraseSoul(2, "/a/b"), eraseSoul(2, ""));
    sameEverywhere(scopes, "a prefix's");
    merge(erasePrefix(1, ""), put(5, "/a/b", "k"));
    sameEverywhere(scopes, "two");
    assertEquals(3, items(Scope.soul(Soul.of(OWN + "/a/b/c"))));
    merge(erasePrefix(3, ""));
    sameEverywhere(scopes, "one that covers the other");
    assertEquals(2, items(Scope.soul(Soul.of(OWN + "/a/b/c"))));
    reopen();
    sameEverywhere(scopes, "opened again");
  }

  private @Nullable Integer items(Scope scope) {
    return store.compare(scope, Items::size);
  }

  /** What is read, found and compared of a scope is one. */
  private void sameEverywhere(List<Scope> scopes, String what) {
    compareAll(scopes, new Random(1), what);
    for (Scope scope : scopes) {
      Set<Hash> expected = new HashSet<>();
      expected(scope).each(0, expected(scope).size(), item -> expected.add(item.id()));
      Set<Hash> read = new HashSet<>();
      for (Part part : Reading.all(store, scope, 0, 100)) {
        for (Leaf leaf : part.leaves()) {
          read.add(leaf.id());
        }
      }
      assertEquals(expected, read, what + " " + scope.text());
      Item first = new Item(0, anyId());
      assertEquals(expected, found(scope, first, null, expected, 100), what + scope.text());
    }
  }

  @Test
  void anyHistoryGivesWhatAGraphHolds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 15; i++) {
      anyHistory(new Dice(random.nextInt()), random, "seed " + seed);
      store.close();
      forget();
      store = open();
    }
  }

  private void anyHistory(Dice dice, Random random, String what) {
    History history = History.random(dice, 15, 12);
    Graph graph = new Graph(new ChangeCodec());
    List<Scope> scopes = new ArrayList<>(List.of(Scope.ALL, Scope.prefix("chat")));
    for (int author = 1; author <= 3; author++) {
      scopes.add(new Scope(Scope.Kind.SPACE, Commits.space(author)));
      scopes.add(Scope.prefix(Commits.space(author) + "/a"));
      scopes.add(Scope.soul(Soul.of(Commits.space(author) + "/a/b")));
    }
    for (Part part : history.arrivals(dice)) {
      assertArrayEquals(graph.merge(part, null), store.merge(part, null), what);
      assertEquals(graph.size(), store.size(), what);
      if (dice.onceIn(3)) {
        assertEquals(winners(graph), all(), what);
        sameEverywhere(List.of(scopes.get(random.nextInt(scopes.size()))), what);
      }
      if (dice.onceIn(10)) {
        reopen();
      }
    }
    assertEquals(winners(graph), all(), what);
    sameEverywhere(scopes, what);
    for (int author = 1; author <= 3; author++) {
      assertEquals(erases(graph, Commits.space(author)), store.erases(Commits.space(author)), what);
    }
  }

  private static Map<String, String> winners(Graph graph) {
    Map<String, String> winners = new HashMap<>();
    ChangeCodec codec = new ChangeCodec();
    graph.each(Scope.ALL, change -> winners.put(Commits.name(change), codec.id(change).toString()));
    return winners;
  }

  private static int erases(Graph graph, String space) {
    int[] count = {0};
    graph.each(
        new Scope(Scope.Kind.SPACE, space),
        change -> count[0] += change.kind() == Change.KIND_ERASE ? 1 : 0);
    return count[0];
  }
}
