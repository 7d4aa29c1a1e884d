package dev.soulgraph.node.store;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/** The items of any scope: of everything and of spaces from disk, of others from memory. */
final class ItemViews {
  /** A writer waits for a tree that is being built no longer than so many items take. */
  private static final int STEP = 2_000;

  private final Tables tables;
  private final Seals seals;
  private final Fingerprints fingerprints;
  private final ScopeTrees scopes;
  private final ReadWriteLock lock;

  ItemViews(
      Tables tables,
      Seals seals,
      Fingerprints fingerprints,
      ScopeTrees scopes,
      ReadWriteLock lock) {
    this.tables = tables;
    this.seals = seals;
    this.fingerprints = fingerprints;
    this.scopes = scopes;
    this.lock = lock;
  }

  private static boolean isKept(Scope scope) {
    return scope.kind() == Scope.Kind.ALL
        || scope.kind() != Scope.Kind.SOUL && scope.name().indexOf('/') < 0;
  }

  /**
   * Builds a scope's tree if there is none, step by step, between which merges may come: to be
   * called before the store is locked. One tree is built at a time.
   */
  synchronized void prepare(Scope scope) {
    if (isKept(scope)) {
      return;
    }
    ScopeTrees.Tree tree = alone(() -> isSmall(scope) ? scopes.get(scope) : null);
    if (tree == null || tree.isBuilt()) {
      return;
    }
    List<ItemTrees.Delta> found = new ArrayList<>();
    try {
      for (ScopeRange range : ScopeRange.of(scope)) {
        String place = range.from();
        while (place != null) {
          place = findSome(place, range.to(), found);
        }
      }
      alone(() -> tree.build(found));
    } finally {
      alone(() -> scopes.trim(scope));
    }
  }

  private <T extends @Nullable Object> T alone(Supplier<T> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean isSmall(Scope scope) {
    return ScopeRange.size(tables.index, scope) <= ScopeTrees.ITEMS_MAX;
  }

  /** Returns where to go on, or null at the end of the range. */
  private @Nullable String findSome(String from, String to, List<ItemTrees.Delta> found) {
    lock.readLock().lock();
    try {
      ChangeCodec codec = new ChangeCodec();
      Cursor<String, Long> cursor = tables.index.cursor(from);
      for (int i = 0; i < STEP && cursor.hasNext(); i++) {
        String key = cursor.next();
        if (key.compareTo(to) >= 0) {
          return null;
        }
        Records.Logged logged = tables.logged(cursor.getValue());
        Item item = new Item(logged.state(), Seals.id(logged, seals.get(logged.seal()), codec));
        found.add(ScopeTrees.found(item, cursor.getValue()));
      }
      return cursor.hasNext() ? cursor.next() : null;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Brings all that is kept up to date; for whoever has the store alone. */
  void flush() {
    fingerprints.flush();
  }

  /**
   * A scope's items, for as long as nothing is merged; null where it is too large. For whoever has
   * the store alone, after {@link #prepare} and {@link #flush}.
   */
  @Nullable ItemSet items(Scope scope) {
    if (isKept(scope)) {
      return fingerprints.items(scope);
    }
    if (!isSmall(scope)) {
      scopes.forget(scope);
      return null;
    }
    ScopeTrees.Tree tree = scopes.get(scope);
    return tree.isBuilt() ? tree.items() : null;
  }
}
