package dev.soulgraph.node.store;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.sync.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The winners of one piece by commit, and whether there is room for more. */
final class Gathered {
  /** What a leaf takes in a frame beside its soul, key and value: about, and mostly less. */
  private static final int LEAF_HEAD_BYTES = 4;

  private final Seals seals;
  private final int maxBytes;
  private final Map<Long, TreeMap<Integer, Records.Logged>> bySeal = new LinkedHashMap<>();

  /** A frame names a soul and a key once. */
  private final Set<String> named = new HashSet<>();

  private int bytes;

  /** Those of the commit that was added last. */
  private int commitBytes;

  private int commitChanges;

  private long lastSeal = -1;
  private long lastState;

  Gathered(Seals seals, int maxBytes) {
    this.seals = seals;
    this.maxBytes = maxBytes;
  }

  int bytes() {
    return bytes;
  }

  /** A piece that is full ends where another commit begins, or where one is too large. */
  boolean endsBefore(Records.Logged next) {
    return bytes >= maxBytes && mayEndBefore(next);
  }

  /** Whether no commit is cut that could be merged in one step. */
  boolean mayEndBefore(Records.Logged next) {
    return !continues(next)
        || commitBytes >= Limits.COMMIT_STEP_BYTES
        || commitChanges >= Limits.COMMIT_STEP_CHANGES;
  }

  /** Two commits of one state may lie within each other in the order of items. */
  private boolean continues(Records.Logged next) {
    return next.seal() == lastSeal || next.state() == lastState;
  }

  void add(Records.Logged logged) {
    int weight = LEAF_HEAD_BYTES + logged.tail().length;
    weight += named.add(logged.soul().text()) ? logged.soul().text().length() : 0;
    weight += named.add('\0' + logged.slot()) ? logged.slot().length() : 0;
    boolean continues = continues(logged);
    commitBytes = continues ? commitBytes + weight : weight;
    commitChanges = continues ? commitChanges + 1 : 1;
    bytes += weight;
    lastSeal = logged.seal();
    lastState = logged.state();
    bySeal.computeIfAbsent(logged.seal(), seal -> new TreeMap<>()).put(logged.position(), logged);
  }

  /** The parts, the ids of whose leaves are known. */
  List<Part> identified() {
    List<Part> parts = parts();
    parts.forEach(Part::identified);
    return parts;
  }

  /** The parts; who only writes them into frames needs no ids, which cost more than all else. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    ChangeCodec codec = new ChangeCodec();
    bySeal.forEach((number, winners) -> parts.add(part(number, winners, codec)));
    return parts;
  }

  private Part part(long number, SortedMap<Integer, Records.Logged> winners, ChangeCodec codec) {
    Seal seal = seals.get(number);
    SealFacts facts = seals.facts(number, seal, codec);
    int[] positions = new int[winners.size()];
    Leaf[] leaves = new Leaf[winners.size()];
    int next = 0;
    for (Map.Entry<Integer, Records.Logged> winner : winners.entrySet()) {
      positions[next] = winner.getKey();
      leaves[next++] = winner.getValue().change(seal.author());
    }
    return new Part(seal, positions, leaves, new PrunedTree(seal.size(), facts).cover(positions));
  }
}
