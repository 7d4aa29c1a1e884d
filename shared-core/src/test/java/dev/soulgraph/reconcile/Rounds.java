package dev.soulgraph.reconcile;

import dev.soulgraph.conformance.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reconciliation takes, in rounds and bytes, from the reference's start and from the check.
 * Items are one a millisecond, differences scattered evenly, half of them on each side.
 *
 * <pre>java -cp target/classes:target/test-classes dev.soulgraph.reconcile.Rounds [SIZE…]</pre>
 */
public final class Rounds {
  private static final long FIRST_MS = 1_780_000_000_000L;
  private static final int STARTS = 20;

  private Rounds() {}

  public static void main(String[] sizes) {
    System.out.println("items differences | start: rounds bytes | check: rounds (most) bytes | ms");
    for (String each : sizes.length == 0 ? new String[] {"10000", "100000", "1000000"} : sizes) {
      int size = Integer.parseInt(each);
      for (int differences : new int[] {0, 1, 100, size / 100}) {
        measure(size, differences);
      }
    }
  }

  private static void measure(int size, int differences) {
    Dice dice = new Dice(size + differences);
    List<Item> ours = new ArrayList<>();
    List<Item> theirs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Item item = Pair.item(dice, 1, (FIRST_MS + i) << 16);
      boolean differs = (long) i * differences / size != (i + 1L) * differences / size;
      boolean only = dice.onceIn(2);
      if (!differs || only) {
        ours.add(item);
      }
      if (!differs || !only) {
        theirs.add(item);
      }
    }
    long begun = System.nanoTime();
    Items left = new SortedItems(ours.toArray(new Item[0]));
    Items right = new SortedItems(theirs.toArray(new Item[0]));
    long built = System.nanoTime();
    Dialogue start = new Dialogue(left, 0, right, 0).run();
    long ended = System.nanoTime();
    int most = 0;
    double rounds = 0;
    double bytes = 0;
    for (int i = 0; i < STARTS; i++) {
      Dialogue check =
          new Dialogue(left, 0, right, 0).runFromCheck(dice.bytes(Initiator.CHECK_RANDOM_BYTES));
      if (check.have().size() + check.need().size() != differences) {
        throw new IllegalStateException("differences: " + differences);
      }
      most = Math.max(most, check.rounds());
      rounds += check.rounds();
      bytes += check.bytes();
    }
    System.out.printf(
        Locale.ROOT,
        "%d %d | %d %d | %.1f (%d) %.0f (%.0f %%) | built in %d, reconciled in %d%n",
        size,
        differences,
        start.rounds(),
        start.bytes(),
        rounds / STARTS,
        most,
        bytes / STARTS,
        100 * bytes / STARTS / start.bytes(),
        (built - begun) / 2_000_000,
        (ended - built) / 1_000_000);
  }
}
