package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.SoulgraphException;
import java.util.function.Consumer;

/** What a socket asks of the library that carries it. */
interface Pipe {
  /** Lets the next piece come. */
  void demand();

  /**
   * Sends one message; the next follows when this one is done.
   *
   * @param done told once, on whatever thread, whether the network has taken it
   */
  void send(byte[] message, Consumer<Boolean> done);

  void ping();

  /** Ends with a good-bye. */
  void close(SoulgraphException reason);

  /** Ends at once. */
  void disconnect();

  /** Who is at the other end. */
  String address();
}
