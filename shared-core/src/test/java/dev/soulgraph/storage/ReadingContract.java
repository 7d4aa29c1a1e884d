package dev.soulgraph.storage;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a {@link Store} hands out what it has. */
abstract class ReadingContract extends ItemsContract {
  /** Commits of one change each. */
  private List<Part> mergeSingly(String prefix, int count, String value) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Part part = commit(change(1, i, prefix + i % 100, "key" + i / 100, value));
      store.merge(part, null);
      parts.add(part);
    }
    return parts;
  }

  @Test
  void piecesAreBoundedAndGoOnWhereTheLastEnded() {
    List<Part> parts = mergeSingly("a/", 500, "x".repeat(100));
    for (Scope scope : List.of(Scope.ALL, Scope.prefix("a"), Scope.prefix("a/7"))) {
      Map<String, String> expected = new HashMap<>(Commits.winners(parts));
      expected.keySet().removeIf(name -> !name.startsWith(scope.name()));
      if (scope.name().length() > 2) {
        expected.keySet().removeIf(name -> !name.startsWith(scope.name() + " "));
      }
      Store.Piece piece = store.read(scope, 0, store.head(), null, 10_000);
      int count = leaves(piece.parts());
      assertTrue(
          count > 50 && count < 120 || count == expected.size(),
          count + " changes of 100 bytes in 10,000 bytes");
      assertEquals(expected, Reading.winners(Reading.all(store, scope, 0, 10_000)));
    }
  }

  private static int leaves(List<Part> parts) {
    return parts.stream().mapToInt(each -> each.leaves().length).sum();
  }

  @Test
  void whatIsBeatenBetweenTwoPiecesIsNotMissed() {
    mergeSingly("a/", 100, "1");
    long target = store.head();
    for (Scope scope : List.of(Scope.ALL, Scope.prefix("a"))) {
      Store.Piece first = store.read(scope, 0, target, null, 500);
      assertNotNull(first.place());
      int state = 200 + (int) store.head();
      Part newer =
          commit(change(1, state, "a/99", "key0", "2"), change(1, state, "a/0", "key0", "2"));
      long before = store.head();
      store.merge(newer, null);
      List<Part> rest = new ArrayList<>(first.parts());
      rest.addAll(Reading.from(store, scope, 0, target, first.place(), 500));
      Map<String, String> read = Reading.winners(rest);
      for (int i = 1; i < 99; i++) {
        assertTrue(read.containsKey("a/" + i + " key0"), scope.text() + " " + i);
      }
      assertEquals(
          Commits.winners(List.of(newer)), Reading.winners(Reading.all(store, scope, before, 500)));
    }
  }

  @Test
  void aCommitComesInOnePiece() {
    List<Part> parts = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        int node = (i * 7919 + number) % 5000;
        changes.add(change(1, number, "node/" + node, "key" + number, "value " + i));
      }
      parts.add(commit(changes));
    }
    parts.forEach(part -> store.merge(part, null));
    for (long after : new long[] {0, 4000, 9000}) {
      for (Scope scope : List.of(Scope.ALL, new Scope(Scope.Kind.SPACE, "node"))) {
        List<Part> read = Reading.all(store, scope, after, 1000);
        assertEquals(10_000 - after, leaves(read));
        assertEquals((10_000 - after + 1999) / 2000, read.size(), scope.text());
      }
    }
  }

  @Test
  void aLargeCommitIsNotCutWhateverElseIsThere() {
    store.merge(numbered("other/", 0, 3_000), null);
    Part large = numbered("node/", 1, 25_000);
    store.merge(large, null);
    store.merge(numbered("other/", 2, 4_000), null);
    for (Scope scope : List.of(Scope.ALL, new Scope(Scope.Kind.SPACE, "node"))) {
      assertWhole(large, Reading.all(store, scope, 0, 100_000));
    }
  }

  /** One commit of so many changes, five to a node. */
  protected static Part numbered(String prefix, int state, int count) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(change(1, state, prefix + i / 5, "key" + i % 5, "value " + i));
    }
    return commit(changes);
  }

  protected static void assertWhole(Part commit, List<Part> read) {
    List<Part> found =
        read.stream().filter(each -> each.seal().root().equals(commit.seal().root())).toList();
    assertEquals(1, found.size(), "pieces");
    assertEquals(commit.leaves().length, found.get(0).leaves().length);
    assertEquals(0, found.get(0).absent().length, "hashes for what is absent");
  }

  @Test
  void aCommitOfManyMegabytesComesInSeveralPieces() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      changes.add(change(1, 1, "node/" + i, "key", i + "x".repeat(60_000)));
    }
    Part part = commit(changes);
    store.merge(part, null);
    for (Scope scope : List.of(Scope.ALL, Scope.prefix("node"))) {
      List<Part> read = Reading.all(store, scope, 0, 256 << 10);
      assertEquals(Commits.winners(List.of(part)), Reading.winners(read));
      assertEquals(3, read.size(), "12 MB");
    }
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
