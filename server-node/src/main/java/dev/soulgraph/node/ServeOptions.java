package dev.soulgraph.node;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.SoulgraphException;
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
 * @param commitWaitMs so long an acknowledgement may wait for others to share its force to disk, 0
 *     to {@link #COMMIT_WAIT_MAX_MS}
 */
public record ServeOptions(
    String host,
    int port,
    Path dataDir,
    String network,
    List<URI> peers,
    GuardOptions guard,
    int commitWaitMs) {
  public static final String DEFAULT_HOST = "localhost";
  public static final int DEFAULT_PORT = 8420;

  /** A free disk is used at once. Other defaults have not been measured against it. */
  public static final int DEFAULT_COMMIT_WAIT_MS = 0;

  /** Whoever writes waits for it. */
  public static final int COMMIT_WAIT_MAX_MS = 1_000;

  public ServeOptions {
    Network.check(network);
    peers = List.copyOf(peers);
    if (commitWaitMs < 0 || commitWaitMs > COMMIT_WAIT_MAX_MS) {
      throw new SoulgraphException(
          Code.INPUT_INVALID,
          "an acknowledgement may wait 0 to " + COMMIT_WAIT_MAX_MS + " ms",
          Integer.toString(commitWaitMs));
    }
  }

  public static ServeOptions of(String host, int port, Path dataDir) {
    return new ServeOptions(
        host,
        port,
        dataDir,
        Network.DEFAULT,
        List.of(),
        GuardOptions.STANDARD,
        DEFAULT_COMMIT_WAIT_MS);
  }

  /** The same, connected to other nodes. */
  public ServeOptions withPeers(List<URI> others) {
    return new ServeOptions(host, port, dataDir, network, others, guard, commitWaitMs);
  }

  /** The same under other rules. */
  public ServeOptions withGuard(GuardOptions other) {
    return new ServeOptions(host, port, dataDir, network, peers, other, commitWaitMs);
  }
}
