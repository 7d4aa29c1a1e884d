package dev.soulgraph.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Some leaves and the hashes of the rest: one root, whatever is left out or put together. */
final class PrunedTreeTest {
  private static final int ROUNDS = 600;

  @Test
  void anyChoiceOfLeavesProvesTheRoot() {
    for (int round = 0; round < ROUNDS; round++) {
      Dice dice = Seeds.dice(round);
      int size = 1 + dice.below(round < 400 ? 40 : 600);
      Part part = Trees.part(Trees.leaves(dice, size), Trees.someOf(dice, size));
      assertEquals(part.seal().root(), Trees.root(part), Seeds.again(round));
    }
  }

  @Test
  void aLeafAloneNeedsNoMoreHashesThanTheTreeIsHigh() {
    for (int size : new int[] {1, 2, 3, 5, 64, 100, 1000}) {
      Hash[] leaves = Trees.leaves(Seeds.dice(size), size);
      for (int position = 0; position < size; position++) {
        Part alone = Trees.part(leaves, new int[] {position});
        assertTrue(alone.absent().length <= PrunedTree.height(size), position + " of " + size);
        assertEquals(alone.seal().root(), Trees.root(alone));
      }
    }
  }

  @Test
  void theLargestCommitIsProvenLeafByLeaf() {
    int size = PrunedTree.MAX_SIZE;
    Hash[] leaves = Trees.leaves(Seeds.dice(1), size);
    MerkleTree whole = new MerkleTree(leaves);
    Held held = null;
    for (int position : new int[] {0, 1, size / 2 - 1, size / 2, size - 2, size - 1}) {
      Part alone = Trees.part(whole, leaves, new int[] {position});
      assertEquals(20, alone.absent().length);
      assertEquals(whole.root(), Trees.root(alone));
      held = held == null ? new Held(alone.seal()) : held;
      held.add(alone);
    }
    assertNotNull(held);
    assertEquals(whole.root(), Trees.root(held.part()));
    held.drop(size - 1);
    held.drop(0);
    assertEquals(whole.root(), Trees.root(held.part()));
  }

  @Test
  void aWholeCommitNeedsNoHash() {
    for (int size = 1; size < 70; size++) {
      int[] all = new int[size];
      Arrays.setAll(all, i -> i);
      assertEquals(0, Trees.part(Trees.leaves(Seeds.dice(size), size), all).absent().length);
    }
  }

  /** Two, three, many: whatever is known afterwards is as if it had been cut from the whole. */
  @Test
  void prunedTreesOfOneRootMergeToTheirUnion() {
    for (int round = 0; round < ROUNDS; round++) {
      Dice dice = Seeds.dice(round);
      int size = 1 + dice.below(60);
      Hash[] leaves = Trees.leaves(dice, size);
      TreeSet<Integer> union = new TreeSet<>();
      Held held = null;
      for (int i = 1 + dice.below(4); i > 0; i--) {
        Part part = Trees.part(leaves, Trees.someOf(dice, size));
        held = held == null ? new Held(part.seal()) : held;
        held.add(part);
        Arrays.stream(part.positions()).forEach(union::add);
        assertIs(Trees.part(leaves, positions(union)), held, Seeds.again(round));
      }
    }
  }

  /** Leaves come, go and come again, in any order. */
  @Test
  void whatIsDroppedLeavesItsHashAndMayComeBack() {
    for (int round = 0; round < ROUNDS; round++) {
      Dice dice = Seeds.dice(round);
      int size = 1 + dice.below(40);
      Hash[] leaves = Trees.leaves(dice, size);
      TreeSet<Integer> here = new TreeSet<>();
      Held held = new Held(Trees.part(leaves, new int[] {0}).seal());
      for (int step = 0; step < 30; step++) {
        if (dice.onceIn(4) || here.isEmpty()) {
          Part part = Trees.part(leaves, Trees.someOf(dice, size));
          held.add(part);
          Arrays.stream(part.positions()).forEach(here::add);
        } else {
          int position = dice.below(size);
          held.drop(position);
          here.remove(position);
        }
        assertEquals(here.size(), held.count(), Seeds.again(round));
        if (!here.isEmpty()) {
          assertIs(Trees.part(leaves, positions(here)), held, Seeds.again(round));
        }
      }
    }
  }

  private static int[] positions(SortedSet<Integer> set) {
    return set.stream().mapToInt(i -> i).toArray();
  }

  private static void assertIs(Part expected, Held held, String again) {
    Part found = held.part();
    assertArrayEquals(expected.positions(), found.positions(), again);
    assertArrayEquals(expected.absent(), found.absent(), again);
    assertEquals(expected.seal().root(), Trees.root(found), again);
  }

  @Test
  void tooFewAndTooManyHashesAreRefused() {
    for (int round = 0; round < 200; round++) {
      Dice dice = Seeds.dice(round);
      int size = 2 + dice.below(40);
      Part part = Trees.part(Trees.leaves(dice, size), Trees.someOf(dice, size));
      Hash[] absent = part.absent();
      if (absent.length > 0) {
        assertRefused(part, Arrays.copyOf(absent, absent.length - 1));
      }
      Hash[] more = Arrays.copyOf(absent, absent.length + 1);
      more[absent.length] = part.seal().root();
      assertRefused(part, more);
    }
  }

  private static void assertRefused(Part part, Hash[] absent) {
    Part changed = new Part(part.seal(), part.positions(), part.leaves(), absent);
    SoulgraphException refused = assertThrows(SoulgraphException.class, () -> Trees.root(changed));
    assertEquals(Code.PROOF_INVALID, refused.code());
  }

  @Test
  void aSwappedOrForeignHashGivesAnotherRoot() {
    for (int round = 0; round < 200; round++) {
      Dice dice = Seeds.dice(round);
      int size = 4 + dice.below(40);
      Part part = Trees.part(Trees.leaves(dice, size), new int[] {dice.below(size)});
      Hash[] forged = part.absent().clone();
      forged[dice.below(forged.length)] = Hash.of(dice.bytes(Hash.BYTES), 0);
      assertNotEquals(part.seal().root(), rootWith(part, forged), Seeds.again(round));
      Hash[] swapped = part.absent().clone();
      Hash first = swapped[0];
      swapped[0] = swapped[swapped.length - 1];
      swapped[swapped.length - 1] = first;
      boolean same = swapped.length == 1;
      assertEquals(same, part.seal().root().equals(rootWith(part, swapped)), Seeds.again(round));
    }
  }

  private static Hash rootWith(Part part, Hash[] absent) {
    return Trees.root(new Part(part.seal(), part.positions(), part.leaves(), absent));
  }

  @Test
  void aPartOfAPartIsAsIfCutFromTheWhole() {
    for (int round = 0; round < ROUNDS; round++) {
      Dice dice = Seeds.dice(round);
      int size = 1 + dice.below(60);
      Hash[] leaves = Trees.leaves(dice, size);
      Part part = Trees.part(leaves, Trees.someOf(dice, size));
      boolean[] keep = new boolean[part.positions().length];
      TreeSet<Integer> kept = new TreeSet<>();
      for (int i = 0; i < keep.length; i++) {
        keep[i] = dice.onceIn(2);
        if (keep[i]) {
          kept.add(part.positions()[i]);
        }
      }
      Part only = part.only(keep);
      assertEquals(kept.isEmpty(), only == null);
      if (only != null) {
        Part expected = Trees.part(leaves, positions(kept));
        assertArrayEquals(expected.absent(), only.absent(), Seeds.again(round));
        assertArrayEquals(expected.positions(), only.positions(), Seeds.again(round));
      }
    }
  }
}
