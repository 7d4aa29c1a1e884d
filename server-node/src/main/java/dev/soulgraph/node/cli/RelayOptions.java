package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.relay.RelayUrl;
import java.net.URI;
import picocli.CommandLine.Option;

/** Where the relay is, and how long to wait for it. */
final class RelayOptions {
  private static final double SECONDS_MAX = 1e6;

  @Option(
      names = "--relay",
      paramLabel = "URL",
      defaultValue = RelayUrl.DEFAULT,
      description = "The node to talk to: ws, wss, http or https (default: ${DEFAULT-VALUE}).")
  private String relay = RelayUrl.DEFAULT;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = Network.DEFAULT,
      description = "The network's name (default: ${DEFAULT-VALUE}).")
  private String network = Network.DEFAULT;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Give up when the relay is silent for so long (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds = 10;

  /**
   * @throws SoulgraphException {@code relay-invalid}
   */
  URI url() {
    return RelayUrl.parse(relay);
  }

  /**
   * @throws SoulgraphException {@code network-invalid}
   */
  String network() {
    return Network.check(network);
  }

  long timeoutMs() {
    boolean lawful = timeoutSeconds > 0 && timeoutSeconds < SECONDS_MAX;
    if (!lawful) {
      throw new SoulgraphException(
          Code.INPUT_INVALID,
          "a timeout is a positive number of seconds",
          Double.toString(timeoutSeconds));
    }
    return Math.max(1, Math.round(timeoutSeconds * 1000));
  }
}
