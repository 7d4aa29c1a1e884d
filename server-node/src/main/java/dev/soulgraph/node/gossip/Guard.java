package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Door;
import dev.soulgraph.wire.Frame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operator's rules, where they bound what clients may do. */
public interface Guard extends Door {
  /** How many connections there may be. */
  int connectionsMax();

  /** From a connection's beginning to its first frame. */
  long helloMs();

  /** From a message's first piece to its last. */
  long messageMs();

  /** Without a sign of life. */
  long silenceMs();

  /** About once a second, by the writer's thread. */
  void tick();

  /** Whether commits are to be {@link #decide decided} about by somebody else. */
  boolean decides(Guest guest);

  /**
   * Decides about a commit that is lawful.
   *
   * @param then told once, on whatever thread
   */
  void decide(Guest guest, Frame.Commit commit, Consumer<Decision> then);

  /**
   * What becomes of a commit: refused; or acknowledged and kept from everybody; or neither, and it
   * goes on.
   */
  record Decision(@Nullable SoulgraphException refusal, boolean shadow) {
    public static final Decision ACCEPT = new Decision(null, false);
    public static final Decision SHADOW = new Decision(null, true);
  }
}
