package dev.soulgraph.sync;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.PublicKey;

/** What a node signs to prove its key to one client: no old proof serves for a new connection. */
final class HelloProof {
  private static final byte[] DOMAIN = Utf8.encode("soulgraph hello 1\0");

  private HelloProof() {}

  static byte[] message(String network, byte[] clientNonce, byte[] nodeNonce, PublicKey node) {
    CborWriter out = new CborWriter();
    out.raw(DOMAIN).array(4).text(network).bytes(clientNonce).bytes(nodeNonce);
    return out.bytes(node.multicodec()).toBytes();
  }
}
