package dev.soulgraph.sync;

import dev.soulgraph.graph.Hash;
import java.util.LinkedHashSet;
import java.util.Set;

/** Changes that were refused, or dead when they came: not to be asked for again. */
public final class Passed {
  /** Some hundred bytes each. One that is forgotten costs being fetched and passed once more. */
  public static final int MAX = 10_000;

  /** The oldest first. */
  private final Set<Hash> ids = new LinkedHashSet<>();

  private final int max;

  public Passed(int max) {
    this.max = max;
  }

  public void add(Hash id) {
    ids.add(id);
    if (ids.size() > max) {
      ids.remove(ids.iterator().next());
    }
  }

  /** How many are remembered. */
  public int size() {
    return ids.size();
  }

  public boolean has(Hash id) {
    return ids.contains(id);
  }
}
