package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.ServeOptions;
import dev.soulgraph.node.Server;
import dev.soulgraph.node.cli.relay.RelayUrl;
import dev.soulgraph.node.limits.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code serve} */
@CommandLine.Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs a node: the page, the JavaScript library and the gossip on one port, until Ctrl-C.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "130, 143:Stopped by Ctrl-C or SIGTERM, cleanly: all that was acknowledged is on disk.",
      "1:It couldn't start, or had to stop; stderr says why, by name.",
      "2:The command was not understood."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  soulgraph serve",
      "  soulgraph serve --host 0.0.0.0 --port 8080 --data /srv/soulgraph",
      "  soulgraph serve --peer wss://one.example --peer wss://two.example",
      "  soulgraph serve --print-limits > limits.conf",
      "  soulgraph serve --limits limits.conf --policy 'python3 policy.py'"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @CommandLine.Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + ServeOptions.DEFAULT_PORT,
      description = "The port; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
  private int port = ServeOptions.DEFAULT_PORT;

  @CommandLine.Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = ServeOptions.DEFAULT_HOST,
      description =
          "The address to listen on; 0.0.0.0 for everybody who can reach this machine (default:"
              + " ${DEFAULT-VALUE}).")
  private String host = ServeOptions.DEFAULT_HOST;

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The node's own folder, made if there is none (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @CommandLine.Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = Network.DEFAULT,
      description = "The network's name (default: ${DEFAULT-VALUE}).")
  private String network = Network.DEFAULT;

  @CommandLine.Option(
      names = "--peer",
      paramLabel = "URL",
      description = {
        "Another node to connect to: ws, wss, http or https. Each follows the other: what is"
            + " written at one is soon at both. May be given several times, in any topology."
      })
  private List<String> peers = List.of();

  @CommandLine.Mixin private final GuardArguments guard = new GuardArguments();

  @CommandLine.Option(
      names = "--commit-wait-ms",
      paramLabel = "MS",
      defaultValue = "" + ServeOptions.DEFAULT_COMMIT_WAIT_MS,
      description =
          "How long an acknowledgement may wait for others to share its force to disk, which comes"
              + " when the disk is free: more is fewer forces and later receipts"
              + " (default: ${DEFAULT-VALUE}).")
  private int commitWaitMs = ServeOptions.DEFAULT_COMMIT_WAIT_MS;

  private final Surroundings around;

  ServeCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (guard.printsLimits()) {
      around.terminal().out().print(Rules.standardFile());
      around.terminal().out().flush();
      return 0;
    }
    try (Server server = Server.start(options())) {
      around.terminal().err().println(server.greeting());
      server.awaitStop();
      Throwable failure = server.failure();
      if (failure != null) {
        throw failure instanceof SoulgraphException known
            ? known
            : new SoulgraphException(
                Code.INTERNAL, "a node runs on", String.valueOf(failure.getMessage()), failure);
      }
      return 0;
    }
  }

  private ServeOptions options() {
    try {
      if (port < 0 || port > PORT_MAX) {
        throw new SoulgraphException(
            Code.INPUT_INVALID, "a port is 0 to " + PORT_MAX, Integer.toString(port));
      }
      if (data.toString().isEmpty()) {
        throw new SoulgraphException(Code.INPUT_INVALID, "--data names a folder", "");
      }
      List<URI> urls = peers.stream().map(RelayUrl::parse).distinct().toList();
      return new ServeOptions(host, port, data, network, urls, guard.options(), commitWaitMs);
    } catch (SoulgraphException e) {
      if (spec == null) {
        throw e;
      }
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
