package dev.soulgraph.database;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;

/** One property to be set, {@link Value#NULL} to delete it; or something to be erased. */
public record Write(int kind, Soul soul, String key, Value value) {
  public Write(Soul soul, String key, Value value) {
    this(Change.KIND_PROPERTY, soul, key, value);
  }

  /**
   * Erases a soul of the writer's own space, with its bytes, on every replica.
   *
   * @param prefix whether everything under it goes too
   */
  public static Write erase(Soul soul, boolean prefix) {
    return new Write(Change.KIND_ERASE, soul, "", prefix ? Value.TRUE : Value.NULL);
  }
}
