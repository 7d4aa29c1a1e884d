package dev.soulgraph.simulation;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The merge rule in its plainest form, told apart from the code that is being tried. */
final class Model {
  private final TreeMap<String, Change> winners = new TreeMap<>();
  private final Map<Hash, Change> deferred = new TreeMap<>();
  private final ChangeCodec codec = new ChangeCodec();

  /** As often as they were put off: the same change may be, twice. */
  private int deferrals;

  static Model of(List<Part> parts) {
    Model model = new Model();
    model.mergeAll(parts);
    return model;
  }

  Model copy() {
    Model copy = new Model();
    copy.winners.putAll(winners);
    copy.keepDeferred(this);
    return copy;
  }

  void mergeAll(List<Part> parts) {
    for (Part part : parts) {
      for (Leaf leaf : part.leaves()) {
        if (leaf.change() != null) {
          merge(leaf.change());
        }
      }
    }
  }

  static String name(String soul, String slot) {
    return soul + "\n" + slot;
  }

  private static String name(Change change) {
    return name(change.soul().text(), change.slot());
  }

  Outcome merge(Change change) {
    Change old = winners.get(name(change));
    int order = old == null ? 1 : compare(change, old);
    if (order <= 0) {
      return order == 0 ? Outcome.DUPLICATE : Outcome.SUPERSEDED;
    }
    if (erasedUpTo(change.soul().text(), change.slot()) >= change.state()) {
      return Outcome.ERASED;
    }
    winners.put(name(change), change);
    if (change.kind() == Change.KIND_ERASE) {
      winners.values().removeIf(each -> covers(change, each));
    }
    return Outcome.APPLIED;
  }

  // Mostly it is the very change that is held.
  @SuppressWarnings("ReferenceEquality")
  int compare(Change a, Change b) {
    if (a == b) {
      return 0;
    }
    if (a.state() != b.state()) {
      return a.state() > b.state() ? 1 : -1;
    }
    int authors = Arrays.compareUnsigned(a.author().multicodec(), b.author().multicodec());
    return authors != 0
        ? authors
        : Arrays.compareUnsigned(codec.id(a).bytes(), codec.id(b).bytes());
  }

  private static boolean covers(Change erase, Change each) {
    return each.state() <= erase.state()
        && reaches(erase.slot(), erase.soul().text(), each.soul().text(), each.slot());
  }

  private static boolean reaches(String erase, String from, String soul, String slot) {
    if (erase.equals(Change.SOUL_ERASE)) {
      return soul.equals(from) && !slot.equals(Change.SOUL_ERASE) && !slot.equals(PREFIX);
    }
    return soul.startsWith(from + "/") || soul.equals(from) && !slot.equals(PREFIX);
  }

  private static final String PREFIX = Change.PREFIX_ERASE;

  private long erasedUpTo(String soul, String slot) {
    long state = -1;
    for (int end = soul.length(); end > 0; end = soul.lastIndexOf('/', end - 1)) {
      String from = soul.substring(0, end);
      for (String erase : List.of(Change.SOUL_ERASE, PREFIX)) {
        Change found = winners.get(name(from, erase));
        if (found != null && reaches(erase, from, soul, slot)) {
          state = Math.max(state, found.state());
        }
      }
    }
    return state;
  }

  /** Whether a write is here, or something that beats or erases it. */
  boolean settles(String soul, String slot, long state, Value value) {
    Change winner = winners.get(name(soul, slot));
    return winner != null && (winner.state() >= state || winner.value().equals(value))
        || erasedUpTo(soul, slot) >= state;
  }

  boolean settles(Change change) {
    Change winner = winners.get(name(change));
    return winner != null && compare(winner, change) >= 0
        || erasedUpTo(change.soul().text(), change.slot()) >= change.state();
  }

  /** Whether it is this change that wins at its place. */
  boolean isWinner(Change change) {
    Change winner = winners.get(name(change));
    return winner != null && compare(winner, change) == 0;
  }

  int erases(String space) {
    int erases = 0;
    for (Change change : winners.values()) {
      boolean erase = change.kind() == Change.KIND_ERASE;
      erases += erase && change.soul().firstSegment().equals(space) ? 1 : 0;
    }
    return erases;
  }

  void defer(Part part) {
    for (Leaf leaf : part.leaves()) {
      if (leaf.change() != null) {
        deferred.put(leaf.id(), leaf.change());
      }
    }
    deferrals += part.leaves().length;
  }

  void releaseAll() {
    deferred.clear();
    deferrals = 0;
  }

  int deferrals() {
    return deferrals;
  }

  boolean defers(Change change) {
    return deferred.containsKey(codec.id(change));
  }

  Map<Hash, Change> deferred() {
    return deferred;
  }

  void keepDeferred(Model other) {
    deferred.putAll(other.deferred);
    deferrals = other.deferrals;
  }

  /** Drops what has expired. */
  void expire(long nowMs) {
    winners.values().removeIf(change -> change.soul().expiredAt(nowMs));
  }

  Map<String, Change> winners() {
    return winners;
  }

  @Nullable Change winner(String soul, String slot) {
    return winners.get(name(soul, slot));
  }

  /** One line a winner: its place and its id. */
  Map<String, String> ids() {
    Map<String, String> ids = new TreeMap<>();
    winners.forEach((name, change) -> ids.put(name, codec.id(change).toString()));
    return ids;
  }
}
