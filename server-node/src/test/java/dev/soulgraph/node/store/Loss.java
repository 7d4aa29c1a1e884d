package dev.soulgraph.node.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a power cut leaves of what was not forced. A disk may do writes in any order, and does them
 * in sectors, of which each is written or not. What was done to names is done in order.
 */
public enum Loss {
  /** None of them has arrived. */
  ALL,
  /** All have arrived. */
  NOTHING,
  /** The first so many have arrived. */
  THE_LATEST,
  /** All have arrived, of the last one its first half. */
  HALF_OF_THE_LAST,
  /** The last has overtaken all others. */
  ALL_BUT_THE_LAST,
  /** The first alone is missing. */
  THE_FIRST,
  /** Names are as they were left, and nothing was written to what they name. */
  ALL_BUT_NAMES,
  /** Any may be missing. */
  ANY_WRITES,
  /** Any sector of any may be missing. */
  ANY_SECTORS;

  private static final int SECTOR_BYTES = 512;

  /** The files that are found. */
  Map<String, byte[]> leave(Platter platter, Random random) {
    List<Platter.Operation> names = new ArrayList<>();
    List<Platter.Operation> writes = new ArrayList<>();
    for (Platter.Operation each : platter.unforced()) {
      (Platter.isOfNames(each) ? names : writes).add(each);
    }
    List<Platter.Operation> arrived =
        new ArrayList<>(writes.isEmpty() ? writes : arrived(writes, random));
    boolean allNames = this == NOTHING || this == HALF_OF_THE_LAST || this == ALL_BUT_NAMES;
    int last = allNames ? names.size() : this == ALL ? 0 : random.nextInt(names.size() + 1);
    arrived.addAll(names.subList(0, last));
    return platter.with(arrived);
  }

  private List<Platter.Operation> arrived(List<Platter.Operation> writes, Random random) {
    int count = writes.size();
    return switch (this) {
      case ALL, ALL_BUT_NAMES -> List.of();
      case NOTHING -> writes;
      case THE_LATEST -> writes.subList(0, random.nextInt(count + 1));
      case HALF_OF_THE_LAST -> halfOfTheLast(writes);
      case ALL_BUT_THE_LAST -> writes.subList(count - 1, count);
      case THE_FIRST -> writes.subList(1, count);
      case ANY_WRITES -> writes.stream().filter(each -> random.nextBoolean()).toList();
      case ANY_SECTORS -> anySectors(writes, random);
    };
  }

  private static List<Platter.Operation> halfOfTheLast(List<Platter.Operation> writes) {
    List<Platter.Operation> arrived = new ArrayList<>(writes);
    if (arrived.remove(arrived.size() - 1) instanceof Platter.Write last) {
      arrived.add(last.part(0, last.bytes().length / 2));
    }
    return arrived;
  }

  private static List<Platter.Operation> anySectors(List<Platter.Operation> writes, Random random) {
    List<Platter.Operation> arrived = new ArrayList<>();
    for (Platter.Operation each : writes) {
      if (each instanceof Platter.Write write) {
        for (int from = 0; from < write.bytes().length; ) {
          int room = SECTOR_BYTES - (write.at() + from) % SECTOR_BYTES;
          int to = Math.min(from + room, write.bytes().length);
          if (random.nextBoolean()) {
            arrived.add(write.part(from, to));
          }
          from = to;
        }
      } else if (random.nextBoolean()) {
        arrived.add(each);
      }
    }
    return arrived;
  }
}
