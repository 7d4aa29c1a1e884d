package dev.soulgraph.storage;

import dev.soulgraph.graph.Scope;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test's one store. */
abstract class OpenStore {
  static final int PIECE_BYTES = 1 << 20;

  /** The store's wall clock. */
  protected long nowMs = 1_790_000_000_000L;

  protected Store store;

  /** Opens the test's one store: a new one at first, later what the last {@code close} left. */
  protected abstract Store open();

  /** The next {@link #open} gives an empty store. */
  protected abstract void forget();

  @BeforeEach
  final void begin() {
    store = open();
  }

  @AfterEach
  final void end() {
    store.close();
  }

  final void reopen() {
    store.close();
    store = open();
  }

  final Map<String, String> all() {
    return Reading.winners(Reading.all(store, Scope.ALL, 0, PIECE_BYTES));
  }
}
