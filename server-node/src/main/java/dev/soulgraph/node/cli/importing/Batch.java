package dev.soulgraph.node.cli.importing;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.node.cli.json.NodeWrites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records that are written under one seal. */
final class Batch {
  /** So many records, or so many bytes, whichever comes first. */
  static final int RECORDS_MAX = 1000;

  static final int WEIGHT_MAX = 256 << 10;

  private final List<NodeWrites> records = new ArrayList<>();
  private final List<Long> states = new ArrayList<>();
  private int weight;

  void add(NodeWrites record) {
    records.add(record);
    weight += record.weight();
  }

  boolean isFull() {
    return records.size() >= RECORDS_MAX || weight >= WEIGHT_MAX;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** How many of its records hold nothing that could be stored. */
  long blank() {
    return records.stream().filter(record -> record.whole() && record.writes().isEmpty()).count();
  }

  /**
   * In the order of the records; of a property that several write, the latest, of those of one time
   * the last.
   */
  List<Write> writes() {
    List<Write> writes = new ArrayList<>();
    Map<Soul, Map<String, Integer>> places = new HashMap<>();
    states.clear();
    for (NodeWrites record : records) {
      for (int i = 0; i < record.writes().size(); i++) {
        Write write = record.writes().get(i);
        long state = record.states().get(i);
        Integer before =
            places
                .computeIfAbsent(write.soul(), soul -> new HashMap<>())
                .putIfAbsent(write.key(), writes.size());
        if (before == null) {
          writes.add(write);
          states.add(state);
        } else if (state >= states.get(before)) {
          writes.set(before, write);
          states.set(before, state);
        }
      }
    }
    return writes;
  }

  /** What {@link #writes} gave, at the state of their commit or at their own. */
  List<Change> changes(List<Write> writes, PublicKey author, long commit) {
    List<Change> changes = new ArrayList<>(writes.size());
    for (int i = 0; i < writes.size(); i++) {
      Write write = writes.get(i);
      long state = Math.min(commit, states.get(i));
      changes.add(
          new Change(author, state, write.soul(), write.key(), write.value(), Extensions.NONE));
    }
    return changes;
  }

  /** How many records are whole and have no write among those refused. */
  int acknowledged(Set<String> refused) {
    int whole = 0;
    for (NodeWrites record : records) {
      if (record.whole()
          && record.writes().stream().noneMatch(write -> refused.contains(name(write)))) {
        whole++;
      }
    }
    return whole;
  }

  /** What stands in neither a soul nor a key parts the two. */
  static String name(Write write) {
    return write.soul().text() + "\0" + write.key();
  }
}
