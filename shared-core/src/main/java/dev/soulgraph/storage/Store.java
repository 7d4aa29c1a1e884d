package dev.soulgraph.storage;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps: the set of winners with their proofs, in order of arrival, durably.
 *
 * <p>Every change that enters the set gets the next <i>number</i>. Each opening of a store begins a
 * <i>run</i>, which is recorded beside its predecessors with their ends, so that a number which was
 * handed out but never forced to disk is told apart from the same number given again.
 *
 * <p>{@link #merge}, {@link #defer}, {@link #takeDeferred}, {@link #follow} and {@link #force} are
 * called by one thread; {@link #read}, {@link #find} and {@link #compare} by any, at the same time.
 */
public interface Store extends AutoCloseable {
  /** Names this store for ever. */
  Frame.Id id();

  /** Names its present opening. */
  Frame.Id run();

  /** The number given last; 0 before the first. */
  long head();

  /** The number of winners. */
  long size();

  /**
   * The number after which a reader goes on who stopped at this place: the place's own number, or
   * the recorded end of its run where that is less. Null where store or run is unknown.
   */
  @Nullable Long resume(Frame.Cursor cursor);

  /**
   * Merges the leaves of a verified part for which {@code take} is set, by {@link
   * dev.soulgraph.merge.Ladder}. What becomes a winner gets a number; what it beats is dropped
   * whole. Visible to readers at once, durable after {@link #force}.
   *
   * @param take null: all of them
   * @return an outcome for each leaf, null where it was not taken
   */
  @Nullable Outcome[] merge(Part part, boolean @Nullable [] take);

  /**
   * The number of erases in a space, which stay for ever.
   *
   * @param space a first segment
   */
  int erases(String space);

  /** Where this store, as a follower, has left another; null for the first time. */
  Frame.@Nullable Cursor followed(Frame.Id other);

  /** Keeps that place, durable with the changes merged before. */
  void follow(Frame.Cursor place);

  /** Keeps a part whose leaves are all early, across restarts. */
  void defer(Part part);

  /** The number of changes that {@link #defer} keeps. */
  int deferred();

  /** Hands over, and forgets, all that {@link #defer} kept; what is still early comes back. */
  List<Part> takeDeferred();

  /** Returns when everything merged and deferred so far would survive a power cut. */
  void force();

  /**
   * Begins to make durable what was merged and deferred so far, and leaves the waiting to who runs
   * the rest: on any thread, while this one goes on merging. When that returns, all of it would
   * survive a power cut. Until then nothing else is forced, nor the store closed.
   */
  default Runnable forcing() {
    force();
    return () -> {};
  }

  /**
   * Winners of a scope that got their number after {@code after} and up to {@code upTo}, with their
   * proofs: so many as fit into about {@code maxBytes}. A commit is not cut: where its leaves
   * follow each other in the order of reading they come in one piece, as one part, up to about 4
   * MiB of frames, which is what a receiver merges in one step.
   *
   * @param place null to begin, else the place that the last piece ended with
   */
  Piece read(Scope scope, long after, long upTo, @Nullable String place, int maxBytes);

  /**
   * @param parts the ids of whose leaves may not be known
   * @param through everything of the scope up to this number has been handed over (where it is read
   *     in order of arrival; else {@code after} until the end)
   * @param place where to go on; null at the end
   */
  record Piece(List<Part> parts, long through, @Nullable String place) {}

  /**
   * Asks about the live changes of a scope as items, which are those of one moment: a merge waits
   * until {@code question} has been answered, so it should ask no more than one message needs.
   *
   * @param question must not keep the items, nor call the store
   * @return its answer; null where the scope is too large to be compared here: then what numbers
   *     don't tell has to be sent whole, or compared as the space
   */
  <T> @Nullable T compare(Scope scope, Function<Items, T> question);

  /**
   * The winners of a scope that have these ids and lie between two bounds, with their proofs: so
   * many as fit into about {@code maxBytes}, cut as {@link #read} cuts. A call looks at some
   * thousand items at most; what isn't there is passed over.
   *
   * @param from the first item that may be among them
   * @param to the first that may not; null: all to the end
   */
  Found find(Scope scope, Item from, @Nullable Item to, Set<Hash> ids, int maxBytes);

  /**
   * @param next where to go on, as the next call's {@code from}; null at the end
   */
  record Found(List<Part> parts, @Nullable Item next) {}

  /** Forces and lets go. */
  @Override
  void close();
}
