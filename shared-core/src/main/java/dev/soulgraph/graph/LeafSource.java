package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * Where leaves have their ids and values from. Those that came together share one source, which
 * keeps the ids side by side and leaves the values in the bytes, checked, until somebody asks. Of
 * most values that a replica holds nobody ever does.
 */
public interface LeafSource {
  /** Null where it isn't known yet. */
  @Nullable Hash id(int index);

  Value value(int index);
}
