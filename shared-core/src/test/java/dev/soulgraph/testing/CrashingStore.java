package dev.soulgraph.testing;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.MemoryStore;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store that, opened again without having been closed, has lost what wasn't forced. */
public final class CrashingStore implements Store {
  private interface Step {
    void apply(MemoryStore store);
  }

  /** What a power cut leaves. */
  public static final class Disk {
    private final byte number;
    private final List<Step> forced = new ArrayList<>();
    private final Map<Frame.Id, Long> ends = new HashMap<>();
    private Frame.@Nullable Id lastRun;

    /** Of all copies together: no two openings have one run. */
    private int[] openings = new int[1];

    public Disk(int number) {
      this.number = (byte) number;
    }

    /** What a copy of the folder holds, made now. */
    public Disk copy() {
      Disk copy = new Disk(number);
      copy.forced.addAll(forced);
      copy.ends.putAll(ends);
      copy.lastRun = lastRun;
      copy.openings = openings;
      return copy;
    }

    private Frame.Id name(int opening) {
      byte[] bytes = new byte[Frame.Id.BYTES];
      bytes[0] = number;
      bytes[1] = (byte) opening;
      bytes[2] = (byte) (opening >> 8);
      return Frame.Id.of(bytes);
    }
  }

  private final Disk disk;
  private final MemoryStore memory;
  private final WallClock clock;
  private final Frame.Id run;
  private final List<Step> unforced = new ArrayList<>();
  private int forces;

  public CrashingStore(Disk disk, WallClock clock) {
    this.disk = disk;
    this.clock = clock;
    memory = new MemoryStore(new MemoryStore.Disk(new byte[MemoryStore.Disk.NAME_BYTES]), clock);
    disk.forced.forEach(step -> step.apply(memory));
    if (disk.lastRun != null) {
      disk.ends.put(disk.lastRun, memory.head());
    }
    run = disk.name(++disk.openings[0]);
    disk.lastRun = run;
  }

  private void did(Step step) {
    unforced.add(step);
  }

  public int forces() {
    return forces;
  }

  /** How many steps a power cut may take back. */
  public int unforced() {
    return unforced.size();
  }

  /** The power goes; the first of what wasn't forced has reached the disk all the same. */
  public void powerCut(int survivors) {
    disk.forced.addAll(unforced.subList(0, survivors));
    unforced.clear();
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
  public long head() {
    return memory.head();
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public @Nullable Long resume(Frame.Cursor cursor) {
    Long end = cursor.run().equals(run) ? Long.valueOf(head()) : disk.ends.get(cursor.run());
    if (end == null || !cursor.store().equals(id())) {
      return null;
    }
    return Math.min(end, cursor.number());
  }

  @Override
  public @Nullable Outcome[] merge(Part part, boolean @Nullable [] take) {
    did(store -> store.merge(part, take));
    return memory.merge(part, take);
  }

  @Override
  public int erases(String space) {
    return memory.erases(space);
  }

  @Override
  public Frame.@Nullable Cursor followed(Frame.Id other) {
    return memory.followed(other);
  }

  @Override
  public void follow(Frame.Cursor place) {
    did(store -> store.follow(place));
    memory.follow(place);
  }

  @Override
  public void defer(Part part) {
    did(store -> store.defer(part));
    memory.defer(part);
  }

  @Override
  public int deferred() {
    return memory.deferred();
  }

  @Override
  public List<Part> takeDeferred() {
    did(MemoryStore::takeDeferred);
    return memory.takeDeferred();
  }

  @Override
  public void force() {
    forces++;
    disk.forced.addAll(unforced);
    unforced.clear();
  }

  @Override
  public Piece read(Scope scope, long after, long upTo, @Nullable String place, int maxBytes) {
    return memory.read(scope, after, upTo, place, maxBytes);
  }

  @Override
  public <T> @Nullable T compare(Scope scope, Function<Items, T> question) {
    long nowMs = clock.nowMs();
    if (memory.expire(nowMs)) {
      did(store -> store.expire(nowMs));
    }
    return memory.compare(scope, question);
  }

  @Override
  public Found find(Scope scope, Item from, @Nullable Item to, Set<Hash> ids, int maxBytes) {
    return memory.find(scope, from, to, ids, maxBytes);
  }

  @Override
  public void close() {
    force();
  }
}
