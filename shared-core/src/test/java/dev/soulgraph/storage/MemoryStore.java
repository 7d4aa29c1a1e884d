package dev.soulgraph.storage;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.merge.Erasure;
import dev.soulgraph.merge.Ladder;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store without a disk, as plain as can be: what others are compared with, and what simulations
 * run on. Opened again on the same {@link Disk} it finds everything.
 */
public final class MemoryStore implements Store {
  private record Winner(long number, Change change, Held held, int position) {}

  /** What outlives an opening. */
  public static final class Disk {
    private final TreeMap<String, Winner> winners = new TreeMap<>();
    private final TreeMap<Long, Winner> arrived = new TreeMap<>();
    private final Map<Hash, Held> seals = new HashMap<>();
    private final Map<Frame.Id, Long> ends = new HashMap<>();
    private final Map<Frame.Id, Frame.Cursor> followed = new HashMap<>();
    private List<Part> deferred = new ArrayList<>();
    private long head;
    private int openings;

    /** A name that nobody else has: the store's, or one of its runs'. */
    private Frame.Id name(int opening) {
      byte[] bytes = new byte[Frame.Id.BYTES];
      bytes[0] = 1;
      bytes[1] = (byte) (opening >> 8);
      bytes[2] = (byte) opening;
      int identity = System.identityHashCode(this);
      for (int i = 0; i < 4; i++) {
        bytes[4 + i] = (byte) (identity >> 8 * i);
      }
      return Frame.Id.of(bytes);
    }
  }

  private final Disk disk;
  private final WallClock clock;
  private final Frame.Id run;
  private final ChangeCodec codec = new ChangeCodec();
  private final Ladder ladder = new Ladder(codec);

  public MemoryStore(Disk disk, WallClock clock) {
    this.disk = disk;
    this.clock = clock;
    if (disk.openings > 0) {
      disk.ends.put(disk.name(disk.openings), disk.head);
    }
    run = disk.name(++disk.openings);
  }

  @Override
  public Frame.Id id() {
    return disk.name(0);
  }

  @Override
  public Frame.Id run() {
    return run;
  }

  @Override
  public synchronized long head() {
    return disk.head;
  }

  @Override
  public synchronized long size() {
    return disk.winners.size();
  }

  @Override
  public synchronized @Nullable Long resume(Frame.Cursor cursor) {
    Long end = cursor.run().equals(run) ? Long.valueOf(disk.head) : disk.ends.get(cursor.run());
    return end == null || !cursor.store().equals(id())
        ? null
        : Long.valueOf(Math.min(end, cursor.number()));
  }

  @Override
  public synchronized @Nullable Outcome[] merge(Part part, boolean @Nullable [] take) {
    Held held = disk.seals.computeIfAbsent(part.seal().identity(), key -> new Held(part.seal()));
    held.add(part);
    @Nullable Outcome[] outcomes = new Outcome[part.leaves().length];
    for (int i = 0; i < outcomes.length; i++) {
      Change change = part.leaves()[i].change();
      if (change != null && (take == null || take[i])) {
        outcomes[i] = merge(change, held, part.positions()[i]);
      }
    }
    for (int position : part.positions()) {
      Change change = held.change(position);
      Winner winner = change == null ? null : disk.winners.get(Commits.name(change));
      if (winner == null || winner.held != held || winner.position != position) {
        held.drop(position);
      }
    }
    forgetIfEmpty(held);
    return outcomes;
  }

  private Outcome merge(Change change, Held held, int position) {
    String name = Commits.name(change);
    Winner old = disk.winners.get(name);
    int order = old == null ? 1 : ladder.compare(change, old.change);
    if (order <= 0) {
      return order == 0 ? Outcome.DUPLICATE : Outcome.SUPERSEDED;
    }
    if (Erasure.covers(this::eraseState, change)) {
      return Outcome.ERASED;
    }
    if (old != null) {
      disk.arrived.remove(old.number);
      drop(old);
    }
    Winner winner = new Winner(++disk.head, change, held, position);
    disk.winners.put(name, winner);
    disk.arrived.put(winner.number, winner);
    if (change.kind() == Change.KIND_ERASE) {
      erase(change);
    }
    return Outcome.APPLIED;
  }

  private long eraseState(String soul, String slot) {
    Winner erase = disk.winners.get(Commits.name(soul, slot));
    return erase == null ? -1 : erase.change.state();
  }

  private void erase(Change erase) {
    String soul = erase.soul().text();
    boolean alone = erase.slot().equals(Change.SOUL_ERASE);
    SortedMap<String, Winner> near =
        alone
            ? disk.winners.subMap(Commits.name(soul, ""), Commits.name(soul, "\uffff"))
            : disk.winners;
    near.values().removeIf(each -> erased(erase, each));
  }

  private boolean erased(Change erase, Winner each) {
    Change change = each.change;
    boolean covered =
        change.state() <= erase.state()
            && Erasure.reaches(erase, change.soul().text(), change.slot());
    if (covered) {
      disk.arrived.remove(each.number);
      drop(each);
    }
    return covered;
  }

  private void drop(Winner loser) {
    loser.held.drop(loser.position);
    forgetIfEmpty(loser.held);
  }

  private void forgetIfEmpty(Held held) {
    if (held.count() == 0) {
      disk.seals.remove(held.seal().identity(), held);
    }
  }

  @Override
  public synchronized void defer(Part part) {
    disk.deferred.add(part);
  }

  @Override
  public synchronized int deferred() {
    return disk.deferred.stream().mapToInt(part -> part.leaves().length).sum();
  }

  @Override
  public synchronized List<Part> takeDeferred() {
    List<Part> taken = disk.deferred;
    disk.deferred = new ArrayList<>();
    return taken;
  }

  @Override
  public void force() {}

  @Override
  public synchronized Piece read(
      Scope scope, long after, long upTo, @Nullable String place, int maxBytes) {
    Gathered gathered = new Gathered(maxBytes);
    long last = place == null ? after : Long.parseLong(place);
    for (Winner winner : disk.arrived.tailMap(last, false).values()) {
      if (winner.number > upTo) {
        break;
      }
      if (lives(winner, scope)) {
        if (gathered.endsBefore(winner)) {
          return new Piece(gathered.parts(), last, Long.toString(last));
        }
        gathered.add(winner);
      }
      last = winner.number;
    }
    return new Piece(gathered.parts(), upTo, null);
  }

  private static boolean reachesInto(Change change, Scope scope) {
    return change.slot().equals(Change.PREFIX_ERASE)
        && scope.name().startsWith(change.soul().text() + "/");
  }

  private boolean lives(Winner winner, Scope scope) {
    Soul soul = winner.change.soul();
    return (scope.covers(soul) || reachesInto(winner.change, scope))
        && !soul.expiredAt(clock.nowMs());
  }

  @Override
  public synchronized int erases(String space) {
    int erases = 0;
    for (Winner winner : disk.arrived.values()) {
      boolean erase = winner.change.kind() == Change.KIND_ERASE;
      erases += erase && winner.change.soul().firstSegment().equals(space) ? 1 : 0;
    }
    return erases;
  }

  @Override
  public synchronized Frame.@Nullable Cursor followed(Frame.Id other) {
    return disk.followed.get(other);
  }

  @Override
  public synchronized void follow(Frame.Cursor place) {
    disk.followed.put(place.store(), place);
  }

  @Override
  public synchronized <T> @Nullable T compare(Scope scope, Function<Items, T> question) {
    return question.apply(new ListedItems(items(scope).keySet()));
  }

  private SortedMap<Item, Winner> items(Scope scope) {
    SortedMap<Item, Winner> items = new TreeMap<>();
    for (Winner winner : disk.arrived.values()) {
      if (lives(winner, scope)) {
        items.put(new Item(winner.change.state(), codec.id(winner.change)), winner);
      }
    }
    return items;
  }

  @Override
  public synchronized Found find(
      Scope scope, Item from, @Nullable Item to, Set<Hash> ids, int maxBytes) {
    Gathered gathered = new Gathered(maxBytes);
    SortedMap<Item, Winner> range = items(scope).tailMap(from);
    for (Map.Entry<Item, Winner> each : (to == null ? range : range.headMap(to)).entrySet()) {
      if (ids.contains(each.getKey().id())) {
        if (gathered.endsBefore(each.getValue())) {
          return new Found(gathered.parts(), each.getKey());
        }
        gathered.add(each.getValue());
      }
    }
    return new Found(gathered.parts(), null);
  }

  /** The winners of one piece, by commit. */
  private static final class Gathered {
    private final Map<Held, Set<Integer>> found = new LinkedHashMap<>();
    private final int maxBytes;
    private int bytes;
    private int commitBytes;
    private @Nullable Held last;

    Gathered(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    /** A piece that is full ends where another commit begins, or where this one is too large. */
    boolean endsBefore(Winner next) {
      return bytes >= maxBytes && (next.held != last || commitBytes >= Limits.COMMIT_STEP_BYTES);
    }

    void add(Winner winner) {
      int weight = ChangeCodec.encode(winner.change).length;
      commitBytes = winner.held == last ? commitBytes + weight : weight;
      bytes += weight;
      last = winner.held;
      found.computeIfAbsent(winner.held, held -> new TreeSet<>()).add(winner.position);
    }

    List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      found.forEach(
          (held, positions) -> {
            Part whole = held.part();
            boolean[] keep = new boolean[whole.positions().length];
            for (int i = 0; i < keep.length; i++) {
              keep[i] = positions.contains(whole.positions()[i]);
            }
            Part some = whole.only(keep);
            if (some != null) {
              parts.add(some);
            }
          });
      return parts;
    }
  }

  @Override
  public void close() {}
}
