package dev.soulgraph.node;

import dev.soulgraph.graph.Network;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How a node is to run.
 *
 * @param host the address to listen on: {@code localhost} for this machine alone, {@code 0.0.0.0}
 *     for everybody
 * @param port 0: any that is free
 * @param dataDir a folder of the node's own, made if there is none
 * @param peers WebSocket addresses of other nodes, to be connected to
 * @param guard whom it serves, and with how much
 */
public record ServeOptions(
    String host, int port, Path dataDir, String network, List<URI> peers, GuardOptions guard) {
  public static final String DEFAULT_HOST = "localhost";
  public static final int DEFAULT_PORT = 8420;

  public ServeOptions {
    Network.check(network);
    peers = List.copyOf(peers);
  }

  public static ServeOptions of(String host, int port, Path dataDir) {
    return new ServeOptions(host, port, dataDir, Network.DEFAULT, List.of(), GuardOptions.STANDARD);
  }

  /** The same, connected to other nodes. */
  public ServeOptions withPeers(List<URI> others) {
    return new ServeOptions(host, port, dataDir, network, others, guard);
  }

  /** The same under other rules. */
  public ServeOptions withGuard(GuardOptions other) {
    return new ServeOptions(host, port, dataDir, network, peers, other);
  }
}
