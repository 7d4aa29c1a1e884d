package dev.soulgraph.merge;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The set of winners in memory, with the seals that prove them. {@link #merge} is the only way in;
 * what it holds is a function of the set of changes merged, whatever their order, grouping and
 * repetition. A change that loses or is erased is dropped whole and leaves at most its hash in its
 * seal.
 *
 * <p>For one thread.
 */
public final class Graph {
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<Hash, Held> seals = new LinkedHashMap<>();
  private final ChangeCodec codec;
  private final Ladder ladder;

  /** Souls of spaces that their owner can erase from. */
  private final Set<String> erasable = new LinkedHashSet<>();

  /** Souls that the last merge erased something of. */
  private final List<String> erased = new ArrayList<>();

  /** Where the last change was merged, for the next one is mostly of the same soul. */
  private @Nullable String lastSoul;

  private @Nullable Node lastNode;

  private int erases;
  private int size;

  public Graph(ChangeCodec codec) {
    this.codec = codec;
    this.ladder = new Ladder(codec);
  }

  /** The number of winners. */
  public int size() {
    return size;
  }

  /**
   * Merges the leaves of a verified part for which {@code take} is set.
   *
   * @param take null: all of them
   * @return an outcome for each leaf, null where it was not taken
   */
  public @Nullable Outcome[] merge(Part part, boolean @Nullable [] take) {
    erased.clear();
    Hash identity = part.seal().identity();
    Held held = seals.get(identity);
    if (held == null) {
      held = new Held(part.seal());
      seals.put(identity, held);
    }
    held.add(part);
    @Nullable Outcome[] outcomes = new Outcome[part.leaves().length];
    for (int i = 0; i < outcomes.length; i++) {
      Change change = part.leaves()[i].change();
      int position = part.positions()[i];
      if (change == null || take != null && !take[i]) {
        dropIfUnused(held, position);
      } else {
        outcomes[i] = mergeOne(change, held, position);
      }
    }
    if (held.count() == 0) {
      seals.remove(identity);
    }
    return outcomes;
  }

  private Outcome mergeOne(Change change, Held held, int position) {
    String soul = change.soul().text();
    if (!soul.equals(lastSoul)) {
      lastSoul = soul;
      lastNode = nodes.get(soul);
    }
    Node node = lastNode;
    int at = node == null ? -1 : node.find(change.slot());
    Entry old = node == null || at < 0 ? null : node.at(at);
    int order = old == null ? 1 : ladder.compare(change, old.change());
    if (order <= 0 || erases > 0 && Erasure.covers(this::eraseState, change)) {
      dropIfUnused(held, position);
      return order == 0 ? Outcome.DUPLICATE : order < 0 ? Outcome.SUPERSEDED : Outcome.ERASED;
    }
    if (node == null) {
      node = new Node();
      nodes.put(soul, node);
      lastNode = node;
      if (soul.charAt(0) == '~') {
        erasable.add(soul);
      }
    }
    Entry entry = new Entry(change, held, position);
    if (old == null) {
      node.insert(-at - 1, entry);
      size++;
      erases += countErase(change);
    } else {
      node.set(at, entry);
      drop(old.held(), old.position());
    }
    if (change.kind() == Change.KIND_ERASE) {
      erase(change);
    }
    return Outcome.APPLIED;
  }

  /** Takes out what an erase covers. One of a prefix looks at all souls in owned spaces. */
  private void erase(Change erase) {
    if (erase.slot().equals(Change.SOUL_ERASE)) {
      erase(erase, erase.soul().text());
    } else {
      new ArrayList<>(erasable).forEach(soul -> erase(erase, soul));
    }
  }

  private void erase(Change erase, String soul) {
    Node node = nodes.get(soul);
    int before = size;
    for (int i = node == null ? -1 : node.size() - 1; node != null && i >= 0; i--) {
      Entry entry = node.at(i);
      Change change = entry.change();
      if (change.state() <= erase.state() && Erasure.reaches(erase, soul, change.slot())) {
        node.removeAt(i);
        drop(entry.held(), entry.position());
        erases -= countErase(change);
        size--;
      }
    }
    if (size < before) {
      erased.add(soul);
      forgetIfEmpty(soul, node);
    }
  }

  private static int countErase(Change change) {
    return change.kind() == Change.KIND_ERASE ? 1 : 0;
  }

  private void forgetIfEmpty(String soul, @Nullable Node node) {
    if (node != null && node.size() == 0) {
      remove(soul);
    }
  }

  private @Nullable Node remove(String soul) {
    lastSoul = null;
    erasable.remove(soul);
    return nodes.remove(soul);
  }

  /** The souls that the last merge erased something of. */
  public List<String> erased() {
    return Collections.unmodifiableList(erased);
  }

  /** The highest state at which a property of this soul is erased, or −1. */
  public long erasedUpTo(String soul) {
    return erases == 0 ? -1 : Erasure.upTo(this::eraseState, soul, "");
  }

  private long eraseState(String soul, String slot) {
    Entry erase = entry(soul, slot);
    return erase == null ? -1 : erase.change().state();
  }

  /** A leaf that isn't a winner goes; one that an earlier part made a winner stays. */
  private void dropIfUnused(Held held, int position) {
    Change change = held.change(position);
    if (change != null) {
      Entry winner = entry(change.soul().text(), change.slot());
      if (winner != null && winner.held() == held && winner.position() == position) {
        return;
      }
    }
    held.drop(position);
  }

  private void drop(Held held, int position) {
    held.drop(position);
    if (held.count() == 0) {
      seals.remove(held.seal().identity());
    }
  }

  /** The winner, deleted (null) ones included. */
  public @Nullable Change winner(Soul soul, String slot) {
    Entry entry = entry(soul.text(), slot);
    return entry == null ? null : entry.change();
  }

  private @Nullable Entry entry(String soul, String slot) {
    Node node = nodes.get(soul);
    return node == null ? null : node.get(slot);
  }

  /** All winners of a soul: erases, then properties in key order, deleted ones included. */
  public void each(String soul, Consumer<Change> consumer) {
    Node node = nodes.get(soul);
    for (int i = 0; node != null && i < node.size(); i++) {
      consumer.accept(node.at(i).change());
    }
  }

  /** The souls that have winners, in no particular order. */
  public Collection<String> souls() {
    return Collections.unmodifiableSet(nodes.keySet());
  }

  /** Those of some winners that are still live, with their proofs. O(winners). */
  public List<Part> parts(Set<Hash> ids) {
    List<Part> parts = new ArrayList<>();
    for (Held held : seals.values()) {
      Part part = held.part(leaf -> ids.contains(leaf.id()));
      if (part.leaves().length > 0) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * The live changes of a scope, which are also the erases that reach into it from above. O(souls),
   * for one soul O(keys).
   */
  public void each(Scope scope, Consumer<Change> consumer) {
    if (scope.kind() == Scope.Kind.SOUL) {
      each(scope.name(), consumer);
    } else {
      for (String soul : nodes.keySet()) {
        if (scope.covers(soul)) {
          each(soul, consumer);
        }
      }
    }
    String name = erases == 0 ? "" : scope.name();
    for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      Entry erase = entry(name.substring(0, end), Change.PREFIX_ERASE);
      if (erase != null) {
        consumer.accept(erase.change());
      }
    }
  }

  /** The seals that prove the winners. */
  public Collection<Held> seals() {
    return Collections.unmodifiableCollection(seals.values());
  }

  /** Forgets everything under a soul, as when it has expired. */
  public void forget(String soul) {
    Node node = remove(soul);
    for (int i = 0; node != null && i < node.size(); i++) {
      drop(node.at(i).held(), node.at(i).position());
      erases -= countErase(node.at(i).change());
      size--;
    }
  }

  /** SHA-256 over all winners' ids by soul and key: equal on replicas that hold the same. */
  public Hash digest() {
    List<String> souls = new ArrayList<>(nodes.keySet());
    Collections.sort(souls);
    Sha256 sha = new Sha256();
    for (String soul : souls) {
      each(
          soul,
          change -> {
            sha.update(Utf8.encode(soul + "\0" + change.slot() + "\0"));
            sha.update(codec.id(change).bytes());
          });
    }
    return sha.finish();
  }
}
