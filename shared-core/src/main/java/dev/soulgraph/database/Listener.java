package dev.soulgraph.database;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.wire.Presence;

/** What a database tells whoever embeds it; called during its own calls, on the same thread. */
public interface Listener {
  /** A node reads differently now. May come often; gather. */
  void changed(String soul);

  /** What is known of scopes has changed. */
  void scopes();

  void receipt(Receipt receipt);

  /** A session's state, round trip or clock has changed. */
  void session(ClientSession session);

  /**
   * Somebody does something else at a soul that is attended to, or has left.
   *
   * @param own whether that is this replica's own user, here
   */
  default void present(Presence said, boolean own) {}

  /** To be handed to other databases over the same journal. */
  void shared(byte[] message);

  /** Something from outside broke a rule, or the journal failed; the database goes on. */
  void failed(SoulgraphException reason);
}
