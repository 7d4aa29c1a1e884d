package dev.soulgraph.sync;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Frame;

/** What a node signs to prove its key to one client: no old proof serves for a new connection. */
final class HelloProof {
  private static final byte[] DOMAIN = Utf8.encode("soulgraph hello 1\0");

  private HelloProof() {}

  /** That a node speaks to this network, in a version that it was offered. */
  static void check(Frame.Welcome welcome, String network) {
    if (!welcome.network().equals(network)) {
      throw new SoulgraphException(
          Code.NETWORK_MISMATCH, "the node's network is " + network, welcome.network());
    }
    if (welcome.version() != Frame.VERSION && welcome.version() != Frame.PRESENT_VERSION) {
      throw new SoulgraphException(
          Code.UNSUPPORTED,
          "a node chooses a version that it was offered",
          Integer.toString(welcome.version()));
    }
  }

  static byte[] message(String network, byte[] clientNonce, byte[] nodeNonce, PublicKey node) {
    CborWriter out = new CborWriter();
    out.raw(DOMAIN).array(4).text(network).bytes(clientNonce).bytes(nodeNonce);
    return out.bytes(node.multicodec()).toBytes();
  }
}
