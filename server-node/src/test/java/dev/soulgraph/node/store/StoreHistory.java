package dev.soulgraph.node.store;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static dev.soulgraph.storage.Commits.erase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Value;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Commits;
import dev.soulgraph.storage.ItemsCheck;
import dev.soulgraph.storage.Reading;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a store, step by step, and what it must hold after each: so that it can be told
 * of which moment a store is that somebody has found.
 */
final class StoreHistory {
  private static final int LONG_CHARS = 300;
  private static final int SHORT_CHARS = 40;
  private static final Frame.Id OTHER = Frame.Id.of(new byte[Frame.Id.BYTES]);

  /** What a store holds: the first so many commits, so many deferred changes, a place elsewhere. */
  private record Moment(int merged, int deferred, Frame.@Nullable Cursor followed) {}

  private final Random random;
  private final List<Part> merged = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>(List.of(new Moment(0, 0, null)));
  private final Map<Integer, Map<String, String>> winners = new HashMap<>();
  private long state;
  private long nowMs = 1_790_000_000_000L;
  private int acknowledged;
  private Frame.@Nullable Cursor seen;

  StoreHistory(Random random) {
    this.random = random;
  }

  long nowMs() {
    return nowMs;
  }

  /** The step after which what was done before survives. */
  int acknowledged() {
    return acknowledged;
  }

  /** All that was done has been forced. */
  void acknowledgeAll() {
    acknowledged = steps();
  }

  int steps() {
    return moments.size() - 1;
  }

  /** Commits enough for trees of several pages, and for a file that is worth compacting. */
  void doMuch(MvStore store, int commits, int changes) {
    for (int i = 0; i < commits; i++) {
      List<Change> many = new ArrayList<>();
      for (int k = 0; k < changes; k++) {
        many.add(
            change(1, ++state, "bulk/" + random.nextInt(2 * changes), "key", noise(LONG_CHARS)));
      }
      merge(store, commit(many));
    }
    force(store);
  }

  private String noise(int chars) {
    StringBuilder text = new StringBuilder();
    while (text.length() < chars) {
      text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
    }
    return text.toString();
  }

  /** Does one thing that a node does to its store. */
  void step(MvStore store) {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> force(store);
      case 5 -> {
        store.tidy();
        acknowledgeAll();
      }
      case 6 -> {
        Part early = some();
        store.defer(early);
        done(new Moment(merged.size(), last().deferred + early.leaves().length, last().followed));
      }
      case 7 -> {
        List<Part> due = store.takeDeferred();
        done(new Moment(merged.size(), 0, last().followed));
        due.forEach(part -> merge(store, part));
      }
      case 8 -> {
        Frame.Cursor place = new Frame.Cursor(OTHER, OTHER, random.nextInt(1000));
        store.follow(place);
        done(new Moment(merged.size(), last().deferred, place));
      }
      case 9 -> {
        nowMs += random.nextInt(20);
        store.compare(random.nextBoolean() ? Scope.ALL : Scope.prefix("node"), Items::size);
      }
      default -> merge(store, some());
    }
    seen = new Frame.Cursor(store.id(), store.run(), store.head());
  }

  /** What is merged while the disk is waited for isn't promised by that force. */
  private void force(MvStore store) {
    Runnable waiting = store.forcing();
    int promised = steps();
    for (int i = random.nextInt(3); i > 0; i--) {
      merge(store, some());
    }
    waiting.run();
    acknowledged = promised;
  }

  private void merge(MvStore store, Part part) {
    store.merge(part, null);
    merged.add(part);
    done(new Moment(merged.size(), last().deferred, last().followed));
  }

  private Moment last() {
    return moments.get(moments.size() - 1);
  }

  private void done(Moment moment) {
    moments.add(moment);
  }

  private Part some() {
    String own = Commits.space(1);
    String node = own + "/node/" + random.nextInt(12);
    state += random.nextInt(3);
    return switch (random.nextInt(10)) {
      case 0 -> commit(erase(1, state, node, Value.NULL));
      case 1 -> commit(erase(1, state, random.nextInt(4) == 0 ? own : node, Value.TRUE));
      case 2 ->
          commit(
              change(
                  2, state, "room/!" + (nowMs + 1 + random.nextInt(60)), "k", noise(SHORT_CHARS)));
      default -> plain(node);
    };
  }

  private Part plain(String own) {
    List<Change> changes = new ArrayList<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      long at = state - random.nextInt(20);
      String soul = random.nextInt(3) == 0 ? own : "node/" + random.nextInt(40);
      changes.add(change(1, Math.max(at, 0), soul, "key" + random.nextInt(4), noise(SHORT_CHARS)));
    }
    return commit(changes);
  }

  /**
   * Checks that a store is one of a moment between two steps, both included, and that all it keeps
   * agrees: proofs, numbers, and what it would say to who compares.
   *
   * @return the step
   */
  int check(MvStore store, int from, int to, String what) {
    List<Part> read = Reading.all(store, Scope.ALL, 0, 1 + random.nextInt(5000));
    Map<String, String> found = Reading.winners(read);
    int step = from;
    while (step < to && !isOf(store, found, moments.get(step))) {
      step++;
    }
    Moment moment = moments.get(step);
    assertEquals(winners(moment.merged), found, what);
    assertEquals(moment.deferred, store.deferred(), what);
    assertEquals(moment.followed, store.followed(OTHER), what);
    ItemsCheck.compareAll(store, read, random, what);
    assertEquals(found.size(), store.size(), what);
    assertTrue(store.head() >= found.size(), what);
    Long resumed = seen == null ? null : store.resume(seen);
    assertTrue(resumed == null || resumed <= store.head(), what);
    return step;
  }

  private boolean isOf(MvStore store, Map<String, String> found, Moment moment) {
    return store.deferred() == moment.deferred
        && Objects.equals(store.followed(OTHER), moment.followed)
        && found.equals(winners(moment.merged));
  }

  /** The winners after so many commits, less what has expired by now. */
  private Map<String, String> winners(int count) {
    Map<String, String> all =
        winners.computeIfAbsent(count, n -> Commits.winners(merged.subList(0, n)));
    Map<String, String> live = new HashMap<>(Objects.requireNonNull(all));
    live.keySet().removeIf(this::hasExpired);
    return live;
  }

  private boolean hasExpired(String name) {
    int at = name.indexOf('!');
    return at >= 0 && Long.parseLong(name.substring(at + 1, at + 14)) <= nowMs;
  }

  /** Goes on from a step, as if what came later had never been. */
  void goBackTo(int step) {
    moments.subList(step + 1, moments.size()).clear();
    merged.subList(last().merged, merged.size()).clear();
    winners.keySet().removeIf(count -> count > last().merged);
    acknowledged = step;
  }
}
