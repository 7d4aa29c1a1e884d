package dev.soulgraph.sync;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where slow reading is done, so that it doesn't hold up the writer. */
public interface Background {
  /**
   * Runs {@code job} anywhere, then hands what it gave to {@code then} on the node's own thread.
   */
  <T> void run(Supplier<T> job, Consumer<T> then);

  /** Everything on the caller's thread, at once: for tests and simulations. */
  Background INLINE =
      new Background() {
        @Override
        public <T> void run(Supplier<T> job, Consumer<T> then) {
          then.accept(job.get());
        }
      };
}
