package dev.soulgraph.simulation;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store beside the model of what it holds, and of what a power cut would leave of it. */
final class WatchedStore implements Store {
  private static final int PIECE_BYTES = 1 << 20;

  /** Hears what the store has done. */
  interface Watcher {
    void merged(Hash id, Change change);

    void followed(Frame.Cursor place, Model now);

    void deferred(Part part, Model now);
  }

  private final Store store;
  private final Model now;
  private final Arrivals arrivals = new Arrivals();
  private final Watcher watcher;
  private Model durable;
  private final List<Consumer<Model>> unforced = new ArrayList<>();
  private boolean full;
  private boolean failed;

  /**
   * @param before what a power cut had to leave
   * @param later what it may have left, where it came while the disk was being forced
   */
  WatchedStore(Store store, Model before, Model later, Watcher watcher) {
    this.store = store;
    this.watcher = watcher;
    durable = Model.of(readAll(Scope.ALL));
    for (Change change : before.winners().values()) {
      Broken.unless(
          durable.settles(change) || change.soul().mortal(),
          "forced-survives",
          "a power cut took " + change);
    }
    boolean isLater = durable.ids().equals(later.ids()) && store.deferred() == later.deferrals();
    durable.keepDeferred(isLater ? later : before);
    now = durable.copy();
    arrivals.add(store.head(), now.winners().values());
  }

  /** The live changes of a scope, with their proofs. */
  List<Part> readAll(Scope scope) {
    List<Part> all = new ArrayList<>();
    String place = null;
    do {
      Piece piece = store.read(scope, 0, store.head(), place, PIECE_BYTES);
      piece.parts().forEach(part -> all.add(part.identified()));
      place = piece.place();
    } while (place != null);
    return all;
  }

  Model now() {
    return now;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  Model durable() {
    return durable;
  }

  /** Nothing can be written while the disk is full. */
  void full(boolean isFull) {
    full = isFull;
  }

  /** After a failure a store is good for nothing. */
  boolean hasFailed() {
    return failed;
  }

  private void both(Consumer<Model> step) {
    step.accept(now);
    unforced.add(step);
  }

  @Override
  public @Nullable Outcome[] merge(Part part, boolean @Nullable [] take) {
    @Nullable Outcome[] outcomes = store.merge(part, take);
    for (int i = 0; i < outcomes.length; i++) {
      Change change = part.leaves()[i].change();
      if (change == null || take != null && !take[i]) {
        Broken.unless(outcomes[i] == null, "merge-rule", "merged what was not to be taken");
        continue;
      }
      Outcome expected = now.merge(change);
      unforced.add(model -> model.merge(change));
      Broken.unless(
          outcomes[i] == expected || change.soul().mortal(),
          "merge-rule",
          change + " is " + outcomes[i] + ", not " + expected);
      if (outcomes[i] == Outcome.APPLIED) {
        arrivals.add(store.head(), List.of(change));
        watcher.merged(part.leaves()[i].id(), change);
      }
    }
    return outcomes;
  }

  @Override
  public void defer(Part part) {
    store.defer(part);
    both(model -> model.defer(part));
    watcher.deferred(part, now);
  }

  @Override
  public List<Part> takeDeferred() {
    both(Model::releaseAll);
    return store.takeDeferred();
  }

  @Override
  public void force() {
    if (full) {
      failed = true;
      throw new SoulgraphException(Code.STORAGE_FAILED, "a disk has room", "full");
    }
    store.force();
    unforced.forEach(step -> step.accept(durable));
    unforced.clear();
  }

  @Override
  public Frame.Id id() {
    return store.id();
  }

  @Override
  public Frame.Id run() {
    return store.run();
  }

  @Override
  public long head() {
    return store.head();
  }

  @Override
  public long size() {
    return store.size();
  }

  @Override
  public @Nullable Long resume(Frame.Cursor cursor) {
    return store.resume(cursor);
  }

  @Override
  public int erases(String space) {
    return store.erases(space);
  }

  @Override
  public Frame.@Nullable Cursor followed(Frame.Id other) {
    return store.followed(other);
  }

  @Override
  public void follow(Frame.Cursor place) {
    store.follow(place);
    watcher.followed(place, now);
  }

  @Override
  public int deferred() {
    return store.deferred();
  }

  @Override
  public Piece read(Scope scope, long after, long upTo, @Nullable String place, int maxBytes) {
    return store.read(scope, after, upTo, place, maxBytes);
  }

  @Override
  public <T> @Nullable T compare(Scope scope, Function<Items, T> question) {
    return store.compare(scope, question);
  }

  @Override
  public Found find(Scope scope, Item from, @Nullable Item to, Set<Hash> ids, int maxBytes) {
    return store.find(scope, from, to, ids, maxBytes);
  }

  @Override
  public void close() {
    store.close();
  }
}
