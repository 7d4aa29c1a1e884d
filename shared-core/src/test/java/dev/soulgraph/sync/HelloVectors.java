package dev.soulgraph.sync;

import dev.soulgraph.graph.PublicKey;

/** Opens what a node signs to the golden vectors. */
public final class HelloVectors {
  private HelloVectors() {}

  public static byte[] message(
      String network, byte[] clientNonce, byte[] nodeNonce, PublicKey node) {
    return HelloProof.message(network, clientNonce, nodeNonce, node);
  }
}
