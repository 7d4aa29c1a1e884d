package dev.soulgraph.storage;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static dev.soulgraph.storage.Commits.only;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link Store} must do. An adapter's test extends it and says how to open one. */
public abstract class StoreContract extends ErasingContract {
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
      Leaf[] leaves = {Leaf.of(change, ids[at])};
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
}
