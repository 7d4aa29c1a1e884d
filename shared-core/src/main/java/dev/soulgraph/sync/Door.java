package dev.soulgraph.sync;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What a node asks of commits beyond the protocol's rules, such as that there be room for them. Not
 * asked about what nodes hand each other: replicas that differ by it would never become equal.
 */
@FunctionalInterface
public interface Door {
  /**
   * Called by the node's thread, just before a commit whose seal holds would be merged.
   *
   * @return why it is refused as a whole, or null
   */
  @Nullable SoulgraphException refusal(Frame.Commit commit);
}
