package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Frame;
import org.jspecify.annotations.Nullable;

/** One connection as the operator's rules see it. Called by the thread that reads from it. */
public interface Guest {
  /**
   * A frame has been decoded; nothing of it has been verified.
   *
   * @param bytes what it weighs
   * @return why a commit is refused as a whole, or null; of other frames always null
   * @throws SoulgraphException what ends the connection
   */
  @Nullable SoulgraphException judge(Frame frame, int bytes);

  /**
   * A seal has been verified and doesn't hold.
   *
   * @throws SoulgraphException what ends the connection
   */
  void badSeal();

  /**
   * How long to wait until more is read: what has come since the last call was too much.
   *
   * @return nanoseconds
   * @throws SoulgraphException what ends the connection, where that is too long
   */
  long pauseNanos();

  /** The connection has ended. */
  void left();

  /** Whom this node has connected to, because its operator named it. */
  Guest TRUSTED =
      new Guest() {
        @Override
        public @Nullable SoulgraphException judge(Frame frame, int bytes) {
          return null;
        }

        @Override
        public void badSeal() {}

        @Override
        public long pauseNanos() {
          return 0;
        }

        @Override
        public void left() {}
      };
}
