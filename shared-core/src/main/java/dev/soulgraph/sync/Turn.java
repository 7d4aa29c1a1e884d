package dev.soulgraph.sync;

import java.util.function.BooleanSupplier;

/** Something that is read piece by piece for one peer, each when its pipe has room. */
interface Turn {
  /** Whether nobody waits for it any more. */
  boolean stale();

  /**
   * Reads a piece; may be called by any thread.
   *
   * @return sends it, on the node's own thread, and tells whether there is more
   */
  BooleanSupplier read();
}
