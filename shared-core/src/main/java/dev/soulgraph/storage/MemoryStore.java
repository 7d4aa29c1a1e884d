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
import dev.soulgraph.reconcile.SortedItems;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store without a disk, as plain as can be: for tests, of applications too, for simulations, and
 * to compare others with. Opened again on the same {@link Disk} it finds everything. What others
 * answer from an index it sorts anew for each {@link #compare} and {@link #find}: O(n log n).
 */
public final class MemoryStore implements Store {
  record Winner(long number, Change change, Held held, int position) {}

  /** What outlives an opening. */
  public static final class Disk {
    /** How much randomness names a store. */
    public static final int NAME_BYTES = Frame.Id.BYTES - 2;

    private final TreeMap<String, Winner> winners = new TreeMap<>();
    private final TreeMap<Long, Winner> arrived = new TreeMap<>();
    private final Map<Hash, Held> seals = new LinkedHashMap<>();
    private final Map<Frame.Id, Long> ends = new LinkedHashMap<>();
    private final Map<Frame.Id, Frame.Cursor> followed = new LinkedHashMap<>();
    private List<Part> deferred = new ArrayList<>();
    private final byte[] name;
    private long head;
    private int openings;

    /**
     * @param name {@link #NAME_BYTES} that no other store has
     */
    public Disk(byte[] name) {
      this.name = name.clone();
    }

    /** The store's name, or that of one of its runs. */
    private Frame.Id name(int opening) {
      byte[] bytes = Arrays.copyOf(name, Frame.Id.BYTES);
      bytes[NAME_BYTES] = (byte) (opening >> 8);
      bytes[NAME_BYTES + 1] = (byte) opening;
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
      Winner winner = change == null ? null : disk.winners.get(name(change));
      if (winner == null || winner.held != held || winner.position != position) {
        held.drop(position);
      }
    }
    forgetIfEmpty(held);
    return outcomes;
  }

  private Outcome merge(Change change, Held held, int position) {
    String name = name(change);
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

  private static String name(Change change) {
    return name(change.soul().text(), change.slot());
  }

  /** Sorts by soul; no soul has the character between. */
  private static String name(String soul, String slot) {
    return soul + "\0" + slot;
  }

  private long eraseState(String soul, String slot) {
    Winner erase = disk.winners.get(name(soul, slot));
    return erase == null ? -1 : erase.change.state();
  }

  private void erase(Change erase) {
    String soul = erase.soul().text();
    boolean alone = erase.slot().equals(Change.SOUL_ERASE);
    SortedMap<String, Winner> near =
        alone ? disk.winners.subMap(name(soul, ""), name(soul, "\uffff")) : disk.winners;
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
    int changes = 0;
    for (Part part : disk.deferred) {
      changes += part.leaves().length;
    }
    return changes;
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
    MemoryPiece gathered = new MemoryPiece(maxBytes);
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
    expire(clock.nowMs());
    return question.apply(new SortedItems(items(scope).keySet().toArray(new Item[0])));
  }

  /**
   * Takes out what has expired, as a comparison does: if the clock goes back, it isn't there any
   * more.
   *
   * @return whether there was any
   */
  public synchronized boolean expire(long nowMs) {
    return disk.winners
        .values()
        .removeIf(
            each -> {
              boolean past = each.change.soul().expiredAt(nowMs);
              if (past) {
                disk.arrived.remove(each.number);
                drop(each);
              }
              return past;
            });
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
    MemoryPiece gathered = new MemoryPiece(maxBytes);
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

  @Override
  public void close() {}
}
