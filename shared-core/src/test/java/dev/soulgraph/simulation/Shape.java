package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.sync.NodeLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * What a seed's world is made of, and which kinds of trouble it knows. Worlds differ so that what
 * heals everything, a new connection or a comparison, can't hide what goes wrong without it.
 *
 * @param follows pairs: which node follows which
 * @param relays for each browser the nodes that it connects to
 * @param clocks whether clocks go far wrong; else they differ by less than anybody notices
 * @param pipes whether frames are lost, doubled, overtaken and cut short; else connections only
 *     stall and end
 * @param power whether nodes lose their power
 * @param disks whether disks fill up, are wiped, and are restored from old copies
 * @param storage whether browsers' storage fails, is evicted and is found torn
 * @param picky nodes that refuse one author, which follow each other where they are two
 * @param hostileClient whether somebody forges, replays and floods
 * @param hostileNode whether a relay withholds, forges and lies; not where clocks are wrong, for a
 *     relay that takes what is far ahead takes what nobody else will
 * @param large whether somebody commits what takes several frames
 * @param tight whether nodes allow so little that small worlds come up against it
 */
record Shape(
    int nodes,
    List<int[]> follows,
    List<List<Integer>> relays,
    boolean clocks,
    boolean pipes,
    boolean power,
    boolean disks,
    boolean storage,
    List<Integer> picky,
    boolean hostileClient,
    boolean hostileNode,
    boolean large,
    boolean tight) {
  private static final NodeLimits TIGHT =
      new NodeLimits(16 << 10, 2 << 10, 48, 64 << 10, 3, 100, 16, 8 << 10, 3);

  static Shape of(long seed) {
    Dice dice = Chance.dice(seed, "shape");
    int nodes = 1 + dice.below(4);
    List<int[]> follows = new ArrayList<>();
    boolean apart = dice.onceIn(5);
    for (int i = 0; i < nodes && nodes > 1 && !apart; i++) {
      // A ring, with now and then a chord.
      follows.add(new int[] {i, (i + 1) % nodes});
      if (nodes > 2 && dice.onceIn(3)) {
        follows.add(new int[] {i, (i + 2) % nodes});
      }
    }
    List<List<Integer>> relays = new ArrayList<>();
    for (int i = 2 + dice.below(3); i > 0; i--) {
      List<Integer> some = new ArrayList<>();
      some.add(dice.below(nodes));
      int second = dice.below(nodes);
      if (!some.contains(second)) {
        some.add(second);
      }
      relays.add(some);
    }
    boolean gentle = dice.onceIn(3);
    boolean clocks = !gentle && dice.onceIn(3);
    boolean large = dice.onceIn(10);
    boolean tight = !large && dice.onceIn(3);
    return new Shape(
        nodes,
        follows,
        relays,
        clocks,
        !gentle && dice.onceIn(2),
        dice.below(3) > 0,
        dice.onceIn(2),
        dice.onceIn(2),
        gentle || nodes == 1 || !dice.onceIn(4) ? List.of() : picky(nodes, follows, dice),
        !gentle && dice.onceIn(tight ? 2 : 3),
        !gentle && !clocks && dice.onceIn(3),
        large,
        tight);
  }

  private static List<Integer> picky(int nodes, List<int[]> follows, Dice dice) {
    int one = dice.below(nodes);
    boolean two = nodes > 2 && !follows.isEmpty() && dice.onceIn(2);
    return two ? List.of(one, (one + 1) % nodes) : List.of(one);
  }

  NodeLimits limits() {
    return tight ? TIGHT : NodeLimits.DEFAULT;
  }

  /** Whether level has to mean equal on every connection as it is. */
  boolean gentle() {
    return !clocks && !pipes && picky.isEmpty() && !hostileClient && !hostileNode;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(nodes + " nodes");
    for (int[] pair : follows) {
      text.append(" n").append(pair[0]).append(">n").append(pair[1]);
    }
    for (int i = 0; i < relays.size(); i++) {
      text.append(i == 0 ? ", browsers" : "").append(" b").append(i).append(relays.get(i));
    }
    text.append(clocks ? ", bad clocks" : "");
    text.append(pipes ? ", bad pipes" : "");
    text.append(power ? ", power cuts" : "");
    text.append(disks ? ", bad disks" : "");
    text.append(storage ? ", bad storage" : "");
    picky.forEach(each -> text.append(", n").append(each).append(" is picky"));
    text.append(hostileClient ? ", a hostile client" : "");
    text.append(hostileNode ? ", a hostile node" : "");
    text.append(tight ? ", tight limits" : "");
    return text.toString();
  }
}
