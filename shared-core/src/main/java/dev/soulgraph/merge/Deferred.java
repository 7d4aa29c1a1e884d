package dev.soulgraph.merge;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.List;

/** Parts that lie ahead of the wall clock, until their time comes. Bounded; one scan, no timers. */
public final class Deferred {
  /** Enough for an honest clock's error; more is somebody's flood. */
  public static final int MAX_CHANGES = 10_000;

  private final List<Part> parts = new ArrayList<>();
  private int changes;
  private long earliest = Long.MAX_VALUE;

  /**
   * Keeps a part of which every leaf is to be deferred.
   *
   * @throws SoulgraphException {@code deferred-full}
   */
  public void add(Part part) {
    int added = part.leaves().length;
    if (changes + added > MAX_CHANGES) {
      throw new SoulgraphException(
          Code.DEFERRED_FULL,
          "at most " + MAX_CHANGES + " changes wait for their time",
          Integer.toString(changes + added));
    }
    changes += added;
    parts.add(part);
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      if (change != null) {
        change.detach();
        earliest = Math.min(earliest, change.state());
      }
    }
  }

  /** Whether some part's time may have come. O(1). */
  public boolean due(long nowMs) {
    return !parts.isEmpty() && Tolerance.of(earliest, nowMs) == Tolerance.Verdict.MERGE;
  }

  /** Hands over everything, to be judged again; what is still early comes back by {@link #add}. */
  public List<Part> takeAll() {
    List<Part> all = new ArrayList<>(parts);
    parts.clear();
    changes = 0;
    earliest = Long.MAX_VALUE;
    return all;
  }

  public int changes() {
    return changes;
  }

  /** What waits, to be kept across a restart. */
  public List<Part> parts() {
    return new ArrayList<>(parts);
  }
}
