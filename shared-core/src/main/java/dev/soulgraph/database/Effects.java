package dev.soulgraph.database;

import dev.soulgraph.graph.Change;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import java.util.Collection;

/** What the outbox does to the rest of the database. */
interface Effects {
  /** A change comes to lie over the set, or doesn't any more. */
  void overlay(Change change, boolean laid);

  /** Acknowledged leaves enter the set and are kept. */
  void accepted(Part part);

  /** The state that a change must exceed, by what is in the set. */
  long beneath(Change change);

  /** Whether a node would not merge the change yet. */
  boolean early(Change change);

  Collection<ClientSession> sessions();
}
