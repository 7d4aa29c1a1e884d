package dev.soulgraph.bench.load;

import java.util.List;

/**
 * How much of everything.
 *
 * @param commits of one change that are measured; six times as many changes in commits of a hundred
 * @param subscribers numbers of them
 * @param paced writes, 200 a second
 * @param idle connections
 * @param active connections, of which each writes once a second
 * @param activeSeconds so long
 * @param nodes of five properties that newcomers catch up with
 * @param newcomers at once
 * @param endured changes over a bounded set of keys
 */
record Amounts(
    int commits,
    List<Integer> subscribers,
    int paced,
    int idle,
    int active,
    int activeSeconds,
    int nodes,
    int newcomers,
    int endured) {
  static final Amounts FULL =
      new Amounts(60_000, List.of(1, 10), 6_000, 5_000, 1_000, 20, 100_000, 20, 10_000_000);

  /** Enough to see that all of it works. */
  static final Amounts SMALL = new Amounts(1_000, List.of(2), 100, 50, 20, 2, 500, 3, 20_000);

  /** The same, but with so many changes to endure. */
  Amounts enduring(int changes) {
    return new Amounts(
        commits, subscribers, paced, idle, active, activeSeconds, nodes, newcomers, changes);
  }
}
