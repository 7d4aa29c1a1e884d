package dev.soulgraph.storage;

import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps: the set of winners with their proofs, in order of arrival, durably.
 *
 * <p>Every change that enters the set gets the next <i>number</i>. Each opening of a store begins a
 * <i>run</i>, which is recorded beside its predecessors with their ends, so that a number which was
 * handed out but never forced to disk is told apart from the same number given again.
 *
 * <p>{@link #merge}, {@link #defer}, {@link #takeDeferred} and {@link #force} are called by one
 * thread; {@link #read} by any, at the same time.
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

  /** Keeps a part whose leaves are all early, across restarts. */
  void defer(Part part);

  /** The number of changes that {@link #defer} keeps. */
  int deferred();

  /** Hands over, and forgets, all that {@link #defer} kept; what is still early comes back. */
  List<Part> takeDeferred();

  /** Returns when everything merged and deferred so far would survive a power cut. */
  void force();

  /**
   * Winners of a scope that got their number after {@code after} and up to {@code upTo}, with their
   * proofs: so many as fit into about {@code maxBytes}.
   *
   * @param place null to begin, else the place that the last piece ended with
   */
  Piece read(Scope scope, long after, long upTo, @Nullable String place, int maxBytes);

  /**
   * @param through everything of the scope up to this number has been handed over (for scopes read
   *     in order of arrival; else {@code after} until the end)
   * @param place where to go on; null at the end
   */
  record Piece(List<Part> parts, long through, @Nullable String place) {}

  /** Forces and lets go. */
  @Override
  void close();
}
