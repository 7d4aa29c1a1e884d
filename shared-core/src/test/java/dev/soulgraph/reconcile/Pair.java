package dev.soulgraph.reconcile;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Hash;
import java.util.ArrayList;
import java.util.List;

/** Two random sets that share much, and in what they differ. */
public final class Pair {
  public final List<Item> ours = new ArrayList<>();
  public final List<Item> theirs = new ArrayList<>();
  public final List<Item> onlyOurs = new ArrayList<>();
  public final List<Item> onlyTheirs = new ArrayList<>();

  public static Item item(Dice dice, long states, long base) {
    return new Item(base + (dice.nextLong() & Long.MAX_VALUE) % states, Hash.of(dice.bytes(32), 0));
  }

  /**
   * @param states how many states the items are spread over; few make many of them share one
   * @param lowest the least state
   * @param oursPerMille how many of a thousand only the first set has; likewise the second
   */
  public Pair(Dice dice, int size, long states, long lowest, int oursPerMille, int theirsPerMille) {
    for (int i = 0; i < size; i++) {
      Item item = item(dice, states, lowest);
      int chance = dice.below(1000);
      if (chance < oursPerMille) {
        onlyOurs.add(item);
      } else if (chance < oursPerMille + theirsPerMille) {
        onlyTheirs.add(item);
      } else {
        ours.add(item);
        theirs.add(item);
      }
    }
    ours.addAll(onlyOurs);
    theirs.addAll(onlyTheirs);
  }

  public SortedItems oursSorted() {
    return new SortedItems(ours.toArray(new Item[0]));
  }

  public SortedItems theirsSorted() {
    return new SortedItems(theirs.toArray(new Item[0]));
  }
}
