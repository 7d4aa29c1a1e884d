package dev.soulgraph.node.store;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.wire.Frame;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The store in one file, {@code soulgraph.mv.db}, of a folder of its own. A crash or a power cut
 * leaves what the last {@link #force} made durable, or something later that was whole.
 *
 * <p>Readers see the state between two merges: they share a lock that a merge has alone. Both are
 * short. Waiting for the disk happens outside of it.
 */
public final class MvStore implements Store {
  /** Grows when a release lays out the maps so that older ones would misread them. */
  static final int FORMAT = 2;

  /** One step of {@link #tidy} takes out no more, so that a writer needn't wait. */
  private static final int EXPIRE_MAX = 1_000;

  static final String FILE = "soulgraph.mv.db";

  private final DataFolder folder;
  private final MvFile file;
  private final WallClock clock;
  private final Counters counters;
  private final Tables tables;
  private final Seals seals;
  private final Erases erases;
  private final Merger merger;
  private final ItemViews views;
  private final Runs runs;
  private final Parking parking;
  private final Followed followed;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile long head;
  private volatile long size;
  private boolean closed;

  /** A merge that ended halfway must never reach the disk; after a failure nothing may. */
  private volatile boolean broken;

  private MvStore(
      DataFolder folder, MvFile file, String network, WallClock clock, Entropy entropy) {
    this.folder = folder;
    this.file = file;
    this.clock = clock;
    tables = file.tables();
    counters = Counters.open(tables.meta, network, entropy);
    seals = new Seals(tables);
    ItemTrees trees = tables.itemTrees(counters.salt(), seals::idAt);
    Fingerprints fingerprints = new Fingerprints(trees, tables.spaces);
    ScopeTrees scopes = new ScopeTrees(counters.salt(), seals::idAt);
    if (counters.isUpgraded()) {
      fingerprints.build(tables.log, seals::idAt);
    }
    views = new ItemViews(tables, seals, fingerprints, scopes, lock);
    Merger.Listener listener =
        (soul, slot, item, number, added) -> {
          fingerprints.changed(soul, item, number, added);
          scopes.changed(soul, slot, item, number, added);
        };
    erases = new Erases(tables);
    merger = new Merger(tables, seals, erases, listener, counters.head(), counters.size());
    merger.usage().begin();
    runs = new Runs(tables.runs, Counters.id(entropy), counters.head());
    parking = new Parking(tables.deferred);
    followed = new Followed(tables.meta);
    count();
  }

  /**
   * Opens the folder's store, or makes one.
   *
   * @throws SoulgraphException {@code data-in-use}, {@code data-unreadable}, {@code data-too-new},
   *     {@code network-mismatch}
   */
  public static MvStore open(Path folder, String network, WallClock clock, Entropy entropy) {
    return open("", folder, network, clock, entropy);
  }

  /**
   * @param scheme of a file system of H2's, as {@code nio:}
   */
  static MvStore open(String scheme, Path path, String network, WallClock clock, Entropy entropy) {
    DataFolder folder = DataFolder.open(path);
    MvFile file = null;
    try {
      String name = scheme + folder.file(FILE).toAbsolutePath();
      MvFile.begin(name, path, made -> Counters.open(made.meta, network, entropy));
      file = MvFile.open(name, path);
      MvStore store = new MvStore(folder, file, network, clock, entropy);
      // The run must be on disk before one of its numbers is handed out.
      store.force();
      folder.forceNames();
      return store;
    } catch (RuntimeException e) {
      if (file != null) {
        file.abandon();
      }
      folder.close();
      throw e instanceof SoulgraphException ? e : DataFolder.unreadable(path, e);
    }
  }

  @Override
  public Frame.Id id() {
    return counters.store();
  }

  @Override
  public Frame.Id run() {
    return runs.current();
  }

  @Override
  public long head() {
    return head;
  }

  @Override
  public long size() {
    return size;
  }

  /** How much belongs to whom; the merging thread's. */
  public Usage usage() {
    return merger.usage();
  }

  public long fileBytes() {
    return file.bytes();
  }

  @Override
  public @Nullable Long resume(Frame.Cursor cursor) {
    return cursor.store().equals(id()) ? runs.resume(cursor.run(), cursor.number(), head) : null;
  }

  @Override
  public @Nullable Outcome[] merge(Part part, boolean @Nullable [] take) {
    return alone(() -> merger.merge(part, take));
  }

  @Override
  public int erases(String space) {
    return erases.count(space);
  }

  @Override
  public Frame.@Nullable Cursor followed(Frame.Id other) {
    return followed.get(other);
  }

  @Override
  public void follow(Frame.Cursor place) {
    act(() -> followed.put(place));
  }

  @Override
  public void defer(Part part) {
    act(() -> parking.add(part));
  }

  @Override
  public int deferred() {
    return parking.changes();
  }

  @Override
  public List<Part> takeDeferred() {
    return alone(parking::takeAll);
  }

  @Override
  public void force() {
    forcing().run();
  }

  @Override
  public Runnable forcing() {
    act(
        () -> {
          views.flush();
          file.commit();
        });
    return this::settle;
  }

  private void settle() {
    try {
      file.force();
    } catch (MVStoreException e) {
      // What a failed force leaves behind nobody knows, so it isn't tried again.
      act(() -> MvFile.fail(e));
    }
  }

  /** Takes out what has expired and gives space back, some at a time; whether there is more. */
  public boolean tidy() {
    boolean expired = alone(() -> merger.expire(clock.nowMs(), EXPIRE_MAX)) > 0;
    force();
    boolean compacted = alone(file::compact);
    return alone(file::wipe) || compacted || expired;
  }

  @Override
  public Piece read(Scope scope, long after, long upTo, @Nullable String place, int maxBytes) {
    PieceReader reader = new PieceReader(tables, seals, after, upTo, maxBytes, clock.nowMs());
    LogReader log = new LogReader(tables, seals, after, upTo, clock.nowMs(), this::shared);
    return shared(() -> PieceReader.byItems(tables, scope, after, upTo, place))
        ? ask(scope, items -> reader.read(scope, place, items))
        : log.read(scope, place, maxBytes);
  }

  private <T extends @Nullable Object> T shared(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } catch (MVStoreException e) {
      throw MvFile.failed(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public <T> @Nullable T compare(Scope scope, Function<Items, T> question) {
    return ask(scope, items -> items == null ? null : question.apply(items));
  }

  @Override
  public Found find(Scope scope, Item from, @Nullable Item to, Set<Hash> ids, int maxBytes) {
    return ask(
        scope,
        items ->
            items == null
                ? new Found(List.of(), null)
                : new Finder(tables, seals, ids, maxBytes).find(items, from, to));
  }

  /** Nothing is merged until the answer is there. */
  private <T extends @Nullable Object> T ask(Scope scope, Function<@Nullable ItemSet, T> question) {
    views.prepare(scope);
    ItemSet items;
    lock.writeLock().lock();
    try {
      items = alone(() -> current(scope)).orElse(null);
      lock.readLock().lock();
    } finally {
      lock.writeLock().unlock();
    }
    try {
      return shared(() -> question.apply(items));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What has expired counts no more, though it may not have been taken out yet. */
  private Optional<ItemSet> current(Scope scope) {
    while (merger.expire(clock.nowMs(), EXPIRE_MAX) > 0) {
      // some at a time
    }
    views.flush();
    return Optional.ofNullable(views.items(scope));
  }

  /** Readers wait; afterwards the counters are what the maps hold. */
  private <T> T alone(Supplier<T> work) {
    lock.writeLock().lock();
    try {
      if (broken) {
        throw new SoulgraphException(
            Code.STORAGE_FAILED, "after a failure a store is opened anew", "");
      }
      broken = true;
      T result = work.get();
      count();
      broken = false;
      return result;
    } catch (MVStoreException e) {
      throw MvFile.failed(e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void act(Runnable work) {
    alone(
        () -> {
          work.run();
          return this;
        });
  }

  private void count() {
    head = merger.head();
    size = merger.size();
    counters.set(head, size);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!broken) {
        force();
      }
    } finally {
      letGo();
    }
  }

  private void letGo() {
    lock.writeLock().lock();
    try {
      if (broken) {
        file.abandon();
      } else {
        file.close(merger.hasBeaten());
      }
    } finally {
      lock.writeLock().unlock();
      folder.close();
    }
  }
}
