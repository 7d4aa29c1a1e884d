package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machines in groups that don't reach each other for a while, or only one way. */
final class Partition {
  private static final int LONGEST_MS = 40_000;

  /** How it shows to those who are parted. */
  enum Kind {
    /** Nothing comes through; connections stay, and what was sent arrives in the end. */
    SILENT,
    /** The same, but the other way all goes on. */
    ONE_WAY,
    /** Connections end, and none can be made. */
    REFUSING
  }

  private final Map<String, Integer> groups = new LinkedHashMap<>();
  private final Kind kind;
  final long ms;

  Partition(List<String> machines, Dice dice) {
    int count = machines.size() > 2 && dice.onceIn(3) ? 3 : 2;
    int first = dice.below(machines.size());
    for (int i = 0; i < machines.size(); i++) {
      // Nobody's group is empty.
      int group = i < count ? i : dice.below(count);
      groups.put(machines.get((first + i) % machines.size()), group);
    }
    kind = dice.pick(List.of(Kind.values()));
    ms = 2_000L + dice.below(LONGEST_MS);
  }

  void begin(Network network) {
    List<String> machines = new ArrayList<>(groups.keySet());
    for (String from : machines) {
      for (String to : machines) {
        int here = groups.getOrDefault(from, 0);
        int there = groups.getOrDefault(to, 0);
        if (kind == Kind.ONE_WAY ? here < there : here != there) {
          part(network.path(from, to));
        }
      }
    }
    network.cutSevered();
  }

  private void part(Path path) {
    if (kind == Kind.REFUSING) {
      path.sever(ms);
    } else {
      path.stall(ms);
    }
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " " + groups;
  }
}
