package dev.soulgraph.merge;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The set of winners in memory, with the seals that prove them. {@link #merge} is the only way in;
 * what it holds is a function of the set of changes merged, whatever their order, grouping and
 * repetition. A change that loses is dropped whole and leaves at most its hash in its seal.
 *
 * <p>For one thread.
 */
public final class Graph {
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<Hash, Held> seals = new HashMap<>();
  private final ChangeCodec codec;
  private final Ladder ladder;
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
    Node node = nodes.get(change.soul().text());
    if (node == null) {
      node = new Node();
      nodes.put(change.soul().text(), node);
    }
    Entry old = node.get(change.key());
    if (old != null) {
      int order = ladder.compare(change, old.change());
      if (order <= 0) {
        dropIfUnused(held, position);
        return order == 0 ? Outcome.DUPLICATE : Outcome.SUPERSEDED;
      }
    }
    node.put(change.key(), new Entry(change, held, position));
    if (old == null) {
      size++;
    } else {
      drop(old.held(), old.position());
    }
    return Outcome.APPLIED;
  }

  /** A leaf that isn't a winner goes; one that an earlier part made a winner stays. */
  private void dropIfUnused(Held held, int position) {
    Change change = held.change(position);
    if (change != null) {
      Entry winner = entry(change.soul().text(), change.key());
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
  public @Nullable Change winner(Soul soul, String key) {
    Entry entry = entry(soul.text(), key);
    return entry == null ? null : entry.change();
  }

  private @Nullable Entry entry(String soul, String key) {
    Node node = nodes.get(soul);
    return node == null ? null : node.get(key);
  }

  /** All winners of a soul in key order, deleted ones included. */
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

  /** The seals that prove the winners. */
  public Collection<Held> seals() {
    return Collections.unmodifiableCollection(seals.values());
  }

  /** Forgets everything under a soul, as when it has expired. */
  public void forget(String soul) {
    Node node = nodes.remove(soul);
    for (int i = 0; node != null && i < node.size(); i++) {
      drop(node.at(i).held(), node.at(i).position());
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
            sha.update(Utf8.encode(soul + "\0" + change.key() + "\0"));
            sha.update(codec.id(change).bytes());
          });
    }
    return sha.finish();
  }
}
