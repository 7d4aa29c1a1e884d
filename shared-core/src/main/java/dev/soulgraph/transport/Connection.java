package dev.soulgraph.transport;

import dev.soulgraph.graph.SoulgraphException;

/** A live pipe that carries frames in order. Closing is told to the session by whoever made it. */
public interface Connection {
  /** Queues a frame; never blocks. Without effect once closed. */
  void send(byte[] frame);

  /** Bytes queued and not yet given to the network. */
  long queuedBytes();

  /**
   * Ends the pipe after what was queued.
   *
   * @param retry whether it makes sense to come back
   */
  void close(SoulgraphException reason, boolean retry);
}
