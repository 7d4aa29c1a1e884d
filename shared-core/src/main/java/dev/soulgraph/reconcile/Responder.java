package dev.soulgraph.reconcile;

/** The side that is asked. It keeps no state: each message is answered from the set as it is. */
public final class Responder {
  private Responder() {}

  /**
   * The answer to one message, of O(message + answer) questions to the set.
   *
   * @param frameMaxBytes the limit of the answer's bytes, at least 4096; or 0 for none, which
   *     leaves the answer's size to the other side
   * @throws dev.soulgraph.graph.SoulgraphException {@code reconcile-invalid}
   */
  public static byte[] respond(Items items, int frameMaxBytes, byte[] message) {
    return new Answer(items, frameMaxBytes, message, null).bytes();
  }
}
