package dev.soulgraph.database;

import dev.soulgraph.graph.Change;

/** What lies over a replica's acknowledged set, as that set must know it. */
interface Cover {
  /** A change begins, or ends, to wait for its time. */
  void waits(Change change, boolean waiting);

  /** Whether readers see this very change already, so that merging it tells them nothing. */
  boolean shows(Change change);
}
