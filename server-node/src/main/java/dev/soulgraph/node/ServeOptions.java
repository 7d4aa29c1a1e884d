package dev.soulgraph.node;

import dev.soulgraph.graph.Network;
import java.nio.file.Path;

/**
 * How a node is to run.
 *
 * @param host the address to listen on: {@code localhost} for this machine alone, {@code 0.0.0.0}
 *     for everybody
 * @param port 0: any that is free
 * @param dataDir a folder of the node's own, made if there is none
 */
public record ServeOptions(String host, int port, Path dataDir, String network) {
  public static final String DEFAULT_HOST = "localhost";
  public static final int DEFAULT_PORT = 8420;

  public ServeOptions {
    Network.check(network);
  }

  public static ServeOptions of(String host, int port, Path dataDir) {
    return new ServeOptions(host, port, dataDir, Network.DEFAULT);
  }
}
