package dev.soulgraph.storage;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static dev.soulgraph.storage.Commits.only;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Store} must do. An adapter's test extends it and says how to open one. */
public abstract class StoreContract {
  private static final int PIECE_BYTES = 1 << 20;

  /** The store's wall clock. */
  protected long nowMs = 1_790_000_000_000L;

  protected Store store;

  /** Opens the test's one store: a new one at first, later what the last {@code close} left. */
  protected abstract Store open();

  @BeforeEach
  final void begin() {
    store = open();
  }

  @AfterEach
  final void end() {
    store.close();
  }

  private void reopen() {
    store.close();
    store = open();
  }

  private Map<String, String> all() {
    return Reading.winners(Reading.all(store, Scope.ALL, 0, PIECE_BYTES));
  }

  @Test
  void aChangeIsAppliedThenKnown() {
    Part part = commit(change(1, 1, "a", "name", "x"));
    assertArrayEquals(new Outcome[] {Outcome.APPLIED}, store.merge(part, null));
    assertArrayEquals(new Outcome[] {Outcome.DUPLICATE}, store.merge(part, null));
    assertEquals(1, store.size());
    assertEquals(1, store.head());
    assertEquals(Commits.winners(List.of(part)), all());
  }

  @Test
  void theHighestWinsAndWhatItBeatsIsGone() {
    Part low = commit(change(1, 1, "a", "name", "old"), change(1, 1, "a", "age", "7"));
    Part high = commit(change(2, 2, "a", "name", "new"));
    store.merge(low, null);
    assertArrayEquals(new Outcome[] {Outcome.APPLIED}, store.merge(high, null));
    assertArrayEquals(
        new Outcome[] {Outcome.SUPERSEDED, Outcome.DUPLICATE}, store.merge(low, null));
    assertEquals(2, store.size());
    assertEquals(3, store.head());
    assertEquals(Commits.winners(List.of(low, high)), all());
  }

  @Test
  void aTieOfStatesGoesToTheHigherAuthorThenToTheHigherId() {
    Part first = commit(change(1, 1, "a", "name", "x"));
    Part second = commit(change(2, 1, "a", "name", "y"));
    Part third = commit(change(2, 1, "a", "name", "z"));
    for (Part part : List.of(second, first, third)) {
      store.merge(part, null);
    }
    assertEquals(Commits.winners(List.of(first, second, third)), all());
  }

  @Test
  void ofTwoLeavesForOneKeyInACommitOneStays() {
    Part part = commit(change(1, 1, "a", "name", "x"), change(1, 2, "a", "name", "y"));
    store.merge(part, null);
    assertEquals(1, store.size());
    assertEquals(Commits.winners(List.of(part)), all());
  }

  @Test
  void whatIsNotTakenLeavesOnlyItsHash() {
    Part part = commit(change(1, 1, "a", "name", "x"), change(1, 1, "a", "age", "7"));
    assertArrayEquals(
        new Outcome[] {null, Outcome.APPLIED}, store.merge(part, new boolean[] {false, true}));
    assertEquals(1, all().size());
    assertArrayEquals(new Outcome[] {Outcome.APPLIED, Outcome.DUPLICATE}, store.merge(part, null));
    assertEquals(Commits.winners(List.of(part)), all());
  }

  @Test
  void partsOfOneTreeMergeAndOutliveEachOthersLosses() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      changes.add(change(1, 1, "a", "key" + i, "x"));
    }
    Part whole = commit(changes);
    store.merge(only(whole, 0), null);
    store.merge(only(whole, 2), null);
    assertEquals(2, all().size());
    Part above = commit(change(1, 2, "a", "key0", "y"));
    store.merge(above, null);
    store.merge(only(whole, 1), null);
    store.merge(whole, null);
    assertEquals(Commits.winners(List.of(whole, above)), all());
  }

  @Test
  void treesWithOneRootAndTwoAuthorsStayApart() {
    Change mine = change(1, 1, "a", "mine", "x");
    Change theirs = change(2, 1, "a", "theirs", "x");
    Hash[] ids = {new ChangeCodec().id(mine), new ChangeCodec().id(theirs)};
    Hash root = new MerkleTree(ids).root();
    for (Change change : List.of(mine, theirs)) {
      int at = change == mine ? 0 : 1;
      byte[] signature = new byte[Seal.SIGNATURE_BYTES];
      Seal seal = new Seal(change.author(), 2, root, Extensions.NONE, signature);
      Part.Leaf[] leaves = {Part.Leaf.of(change, ids[at])};
      store.merge(new Part(seal, new int[] {at}, leaves, new Hash[] {ids[1 - at]}), null);
    }
    List<Part> parts = Reading.all(store, Scope.ALL, 0, PIECE_BYTES);
    assertEquals(2, parts.size());
    assertNotEquals(parts.get(0).seal().author(), parts.get(1).seal().author());
  }

  @Test
  void anyOrderGroupingAndRepetitionGiveTheSameWinners() {
    for (long seed = 1; seed <= 40; seed++) {
      anyHistory(seed);
      store.close();
      forget();
      store = open();
    }
  }

  /** The next {@link #open} gives an empty store. */
  protected abstract void forget();

  private void anyHistory(long seed) {
    Random random = new Random(seed);
    List<Part> whole = new ArrayList<>();
    List<Part> sent = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Part part = Commits.random(random, i == 0 ? 200 : 20);
      whole.add(part);
      sent.add(part);
      for (int again = random.nextInt(3); again > 0; again--) {
        sent.add(Commits.some(random, part));
      }
    }
    Collections.shuffle(sent, random);
    List<Part> merged = new ArrayList<>();
    long applied = 0;
    for (Part part : sent) {
      for (Outcome outcome : store.merge(part, null)) {
        applied += outcome == Outcome.APPLIED ? 1 : 0;
      }
      merged.add(part);
      List<Part> read = Reading.all(store, Scope.ALL, 0, 1 + random.nextInt(4000));
      assertEquals(Commits.winners(merged), Reading.winners(read), "seed " + seed);
    }
    assertEquals(applied, store.head(), "seed " + seed);
    assertEquals(Commits.winners(whole).size(), store.size(), "seed " + seed);
    reopen();
    assertEquals(Commits.winners(whole), all(), "seed " + seed);
  }

  @Test
  void onlyWhatCameAfterTheNumberIsRead() {
    Part first = commit(change(1, 1, "a", "x", "1"), change(1, 1, "b", "x", "1"));
    store.merge(first, null);
    long after = store.head();
    Part second = commit(change(1, 2, "a", "x", "2"), change(1, 2, "c/d", "x", "2"));
    store.merge(second, null);
    for (Scope scope : List.of(Scope.ALL, Scope.soul(Soul.of("a")), Scope.prefix("c"))) {
      Map<String, String> expected = new HashMap<>(Commits.winners(List.of(second)));
      if (scope.kind() != Scope.Kind.ALL) {
        expected.keySet().removeIf(name -> !name.startsWith(scope.name()));
      }
      List<Part> read = Reading.all(store, scope, after, PIECE_BYTES);
      assertEquals(expected, Reading.winners(read), scope.text());
    }
  }

  @Test
  void nothingAboveTheTargetIsRead() {
    store.merge(commit(change(1, 1, "a", "x", "1")), null);
    long target = store.head();
    store.merge(commit(change(1, 1, "a", "y", "1")), null);
    for (Scope scope : List.of(Scope.ALL, Scope.prefix("a"))) {
      Store.Piece piece = store.read(scope, 0, target, null, PIECE_BYTES);
      assertEquals(1, piece.parts().size(), scope.text());
      assertEquals(target, piece.through());
      assertNull(piece.place());
    }
  }

  @Test
  void aScopeIsReadByWholeSegments() {
    List<String> souls = List.of("a", "a!", "a-b", "a.", "a/b", "a/b/c", "a/bc", "a0", "ab", "b");
    List<Change> changes = new ArrayList<>();
    for (String soul : souls) {
      changes.add(change(1, 1, soul, "x", "1"));
      changes.add(change(1, 1, soul, "y", "1"));
    }
    store.merge(commit(changes), null);
    for (String name : souls) {
      for (Scope.Kind kind : List.of(Scope.Kind.SPACE, Scope.Kind.PREFIX, Scope.Kind.SOUL)) {
        if (kind == Scope.Kind.SPACE && name.contains("/")) {
          continue;
        }
        Scope scope = new Scope(kind, name);
        long expected = souls.stream().filter(soul -> scope.covers(Soul.of(soul))).count() * 2;
        for (int bytes : new int[] {1, 40, PIECE_BYTES}) {
          List<Part> read = Reading.all(store, scope, 0, bytes);
          assertEquals(expected, Reading.winners(read).size(), scope.text() + " by " + bytes);
        }
      }
    }
  }

  @Test
  void piecesAreBoundedAndGoOnWhereTheLastEnded() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      changes.add(change(1, 1, "a/" + i % 100, "key" + i / 100, "x".repeat(100)));
    }
    Part part = commit(changes);
    store.merge(part, null);
    for (Scope scope : List.of(Scope.ALL, Scope.prefix("a"))) {
      Store.Piece piece = store.read(scope, 0, store.head(), null, 10_000);
      int count = piece.parts().stream().mapToInt(each -> each.leaves().length).sum();
      assertTrue(count > 50 && count < 120, count + " changes of 100 bytes in 10,000 bytes");
      assertEquals(scope.kind() == Scope.Kind.ALL ? count : 0, piece.through());
      assertEquals(
          Commits.winners(List.of(part)), Reading.winners(Reading.all(store, scope, 0, 10_000)));
    }
  }

  @Test
  void whatIsBeatenBetweenTwoPiecesIsNotMissed() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      changes.add(change(1, 1, "a/" + i, "x", "1"));
    }
    store.merge(commit(changes), null);
    long target = store.head();
    Store.Piece first = store.read(Scope.ALL, 0, target, null, 500);
    Part newer = commit(change(1, 2, "a/99", "x", "2"), change(1, 2, "a/0", "x", "2"));
    store.merge(newer, null);
    List<Part> rest = new ArrayList<>(first.parts());
    rest.addAll(Reading.from(store, Scope.ALL, 0, target, first.place(), 500));
    assertEquals(99, Reading.winners(rest).size());
    assertEquals(
        Commits.winners(List.of(newer)),
        Reading.winners(Reading.all(store, Scope.ALL, target, 500)));
  }

  @Test
  void aLargeCommitIsReadInPieces() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      changes.add(change(1, 1, "node/" + i / 5, "key" + i % 5, "value " + i));
    }
    Part part = commit(changes);
    store.merge(part, null);
    List<Part> read = Reading.all(store, Scope.ALL, 0, 50_000);
    assertEquals(Commits.winners(List.of(part)), Reading.winners(read));
    assertEquals(20_000, store.size());
  }

  @Test
  void aReaderResumesWhereTheNumbersHoldOn() {
    store.merge(commit(change(1, 1, "a", "x", "1"), change(1, 1, "a", "y", "1")), null);
    store.force();
    Frame.Id firstRun = store.run();
    assertEquals(1L, store.resume(new Frame.Cursor(store.id(), firstRun, 1)));
    Frame.Id id = store.id();
    reopen();
    assertEquals(id, store.id());
    assertNotEquals(firstRun, store.run());
    assertEquals(1L, store.resume(new Frame.Cursor(id, firstRun, 1)));
    assertEquals(2L, store.resume(new Frame.Cursor(id, firstRun, 7)), "beyond the end of its run");
    store.merge(commit(change(1, 1, "a", "z", "1")), null);
    assertEquals(2L, store.resume(new Frame.Cursor(id, firstRun, 3)), "given anew by another run");
    assertEquals(3L, store.resume(new Frame.Cursor(id, store.run(), 3)));
    Frame.Id stranger = Frame.Id.of(new byte[Frame.Id.BYTES]);
    assertNull(store.resume(new Frame.Cursor(id, stranger, 1)));
    assertNull(store.resume(new Frame.Cursor(stranger, store.run(), 1)));
  }

  @Test
  void deferredPartsOutliveAReopening() {
    Part one = commit(change(1, 1, "a", "x", "1"), change(1, 1, "a", "y", "1"));
    Part two = commit(change(1, 9, "b", "x", "1"));
    store.defer(one);
    store.defer(two);
    assertEquals(3, store.deferred());
    reopen();
    assertEquals(3, store.deferred());
    assertEquals(0, store.size());
    List<Part> taken = store.takeDeferred();
    taken.forEach(Reading::verify);
    assertEquals(Commits.winners(List.of(one, two)), Commits.winners(taken));
    assertEquals(0, store.deferred());
    reopen();
    assertEquals(0, store.deferred());
  }

  @Test
  void whatHasExpiredIsNotHandedOut() {
    Part part =
        commit(
            change(1, 1, "room/!" + (nowMs + 1000) + "/x", "y", "1"),
            change(1, 1, "room/z", "y", "1"));
    store.merge(part, null);
    assertEquals(2, all().size());
    nowMs += 1000;
    assertEquals(1, all().size());
    assertEquals(
        1, Reading.winners(Reading.all(store, Scope.prefix("room"), 0, PIECE_BYTES)).size());
  }
}
