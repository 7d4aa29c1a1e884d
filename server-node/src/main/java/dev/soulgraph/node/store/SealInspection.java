package dev.soulgraph.node.store;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Whether each seal proves its leaves: the root worked out anew from all that is here, and the
 * signature over it. Signatures are verified on all cores.
 */
final class SealInspection {
  /** Some 40 bytes each, besides the seals. */
  private static final int TOGETHER = 4_096;

  private static final String SIGNED = "a seal's signature fits";
  private static final String PROVEN = "a seal's tree leads to its root";

  private final Tables tables;
  private final Seals seals;
  private final String network;
  private final Verifier verifier;
  private final Findings findings;
  private final Set<Long> unproven;
  private final Check.Progress progress;
  private final ChangeCodec codec = new ChangeCodec();

  SealInspection(
      Tables tables,
      Seals seals,
      String network,
      Verifier verifier,
      Findings findings,
      Set<Long> unproven,
      Check.Progress progress) {
    this.tables = tables;
    this.seals = seals;
    this.network = network;
    this.verifier = verifier;
    this.findings = findings;
    this.unproven = unproven;
    this.progress = progress;
  }

  void run() {
    List<Map.Entry<Long, Seal>> some = new ArrayList<>();
    Cursor<Long, byte[]> cursor = tables.seals.cursor(null);
    long total = tables.seals.sizeAsLong();
    for (long done = 0; cursor.hasNext(); done++) {
      long number = cursor.next();
      if (done % Check.TOLD_EVERY == 0) {
        progress.at("seals", done, total);
      }
      Seal seal = read(number, cursor.getValue());
      if (seal == null || !prove(number, seal)) {
        unproven.add(number);
        continue;
      }
      some.add(Map.entry(number, seal));
      if (some.size() == TOGETHER) {
        verify(some);
      }
    }
    verify(some);
    if (tables.identities.sizeAsLong() != tables.seals.sizeAsLong()) {
      findings.add("a seal is found by its identity", tables.identities.sizeAsLong() + " entries");
    }
    strays();
  }

  private @Nullable Seal read(long number, byte[] record) {
    try {
      return Records.seal(record);
    } catch (RuntimeException e) {
      findings.add("a seal can be read", place(number) + ": " + e.getMessage());
      return null;
    }
  }

  private static String place(long number) {
    return "seal " + number;
  }

  private boolean prove(long number, Seal seal) {
    Long found = tables.identities.get(seal.identity().bytes());
    if (found == null || found != number) {
      findings.add("a seal is found by its identity", place(number));
    }
    int[] positions = seals.positions(number);
    if (positions.length == 0) {
      findings.add("a seal proves something", place(number));
      return false;
    }
    try {
      Bare bare = new Bare(seals.facts(number, seal, codec));
      PrunedTree tree = new PrunedTree(seal.size(), bare);
      Hash[] ids = new Hash[positions.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = bare.known(positions[i]);
      }
      Hash root = PrunedTree.root(seal.size(), positions, ids, tree.cover(positions));
      if (!root.equals(seal.root())) {
        findings.add(PROVEN, place(number));
        return false;
      }
      kept(number, tree, bare);
      return true;
    } catch (RuntimeException e) {
      findings.add(PROVEN, place(number) + ": " + e.getMessage());
      return false;
    }
  }

  /**
   * Hashes that are kept above leaves that are here only save work, but proofs are made of them.
   */
  private void kept(long number, PrunedTree tree, Bare bare) {
    Cursor<Long, byte[]> cursor = tables.hashes.cursor(Packing.node(number, 0, 0));
    while (cursor.hasNext() && cursor.next() < Packing.nodeEnd(number)) {
      int level = Packing.level(cursor.getKey());
      int index = Packing.index(cursor.getKey());
      if (bare.holds(level, index)
          && !tree.hash(level, index).equals(Hash.of(cursor.getValue(), 0))) {
        findings.add("a hash kept above leaves is theirs", place(number));
      }
    }
  }

  private void verify(List<Map.Entry<Long, Seal>> some) {
    int cores = Runtime.getRuntime().availableProcessors();
    Set<Long> refused = ConcurrentHashMap.newKeySet();
    IntStream.range(0, cores)
        .parallel()
        .forEach(
            core -> {
              Gate gate = new Gate(network, new AuthorKeys(), verifier);
              for (int i = core; i < some.size(); i += cores) {
                Map.Entry<Long, Seal> each = some.get(i);
                verify(gate, each.getKey(), each.getValue(), refused);
              }
            });
    unproven.addAll(refused);
    some.clear();
  }

  private void verify(Gate gate, long number, Seal seal, Set<Long> refused) {
    gate.verify(
        seal.author(),
        seal.signature(),
        seal.message(network),
        SIGNED,
        (SoulgraphException refusal) -> {
          if (refusal != null) {
            findings.add(SIGNED, place(number) + ": " + refusal.getMessage());
            refused.add(number);
          }
        });
  }

  /** Hashes of trees whose seal is gone. */
  private void strays() {
    Long key = tables.hashes.firstKey();
    while (key != null) {
      long number = Packing.seal(key);
      if (!tables.seals.containsKey(number)) {
        findings.add("a hash belongs to a seal", place(number));
      }
      key = tables.hashes.ceilingKey(Packing.nodeEnd(number));
    }
  }

  /** A tree's facts without the hashes that only save work. */
  private record Bare(SealFacts facts) implements PrunedTree.Facts {
    Hash known(int position) {
      Hash id = facts.leaf(position);
      if (id == null) {
        throw new IllegalStateException("leaf " + position + " is gone");
      }
      return id;
    }

    @Override
    public @Nullable Hash leaf(int position) {
      return facts.leaf(position);
    }

    @Override
    public boolean holds(int level, int index) {
      return facts.holds(level, index);
    }

    @Override
    public @Nullable Hash absent(int level, int index) {
      return facts.holds(level, index) ? null : facts.absent(level, index);
    }

    @Override
    public void put(int level, int index, Hash hash) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(int level, int index) {
      throw new UnsupportedOperationException();
    }
  }
}
