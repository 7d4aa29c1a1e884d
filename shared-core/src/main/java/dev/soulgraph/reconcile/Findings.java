package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Hash;
import java.util.List;

/**
 * What an initiator learns from a message. What precedes a mistake in the message has been told by
 * the time that {@link Initiator#reconcile} refuses it.
 */
public interface Findings {
  /**
   * An item of ours that the other side lacks. A frame limit can make the other side repeat a
   * range: then it is told again.
   */
  void have(Item item);

  /**
   * Ids that the other side has and we lack.
   *
   * @param from all of them lie at or above this bound
   * @param to all of them lie below this bound
   * @param ids at least one. A frame limit can make the other side repeat a range: then these come
   *     again.
   */
  void need(Item from, Item to, List<Hash> ids);
}
