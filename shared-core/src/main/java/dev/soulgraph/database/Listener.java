package dev.soulgraph.database;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.ClientSession;

/** What a database tells whoever embeds it; called during its own calls, on the same thread. */
public interface Listener {
  /** A node reads differently now. May come often; gather. */
  void changed(String soul);

  /** What is known of scopes has changed. */
  void scopes();

  void receipt(Receipt receipt);

  /** A session's state, round trip or clock has changed. */
  void session(ClientSession session);

  /** To be handed to other databases over the same journal. */
  void shared(byte[] message);

  /** Something from outside broke a rule, or the journal failed; the database goes on. */
  void failed(SoulgraphException reason);
}
