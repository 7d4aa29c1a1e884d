package dev.soulgraph.node.cli;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.json.Line;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Client;
import dev.soulgraph.node.cli.relay.NodeStatus;
import dev.soulgraph.sync.ClientSession;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code status} */
@CommandLine.Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints how the relay is reached: its address, network and key, the round trip in"
          + " milliseconds, by how much its clock differs, and the key that put would write under;"
          + " where there is none yet, null, and none is made. Then what the node tells of itself:"
          + " by how much its own clock is off its peers' and its clients', and its peers.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:The relay answers.", "1:It doesn't.", "2:Usage."},
    footerHeading = "%nExample:%n",
    footer = "  soulgraph status --relay https://example.org")
final class StatusCommand extends RelayCommand {
  private static final Set<String> TOLD = Set.of("clockSkewMs", "clientsAheadMs", "peers");

  @CommandLine.Mixin private final KeyOptions key = new KeyOptions();

  StatusCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    try (Client client = connect(Author.NOBODY)) {
      ClientSession session = client.ping();
      warnOfSkew(client.clockSkewMs());
      Line line =
          new Line()
              .with("status", "online")
              .with("relay", relay.url().toString())
              .with("network", relay.network())
              .with("node", session.node().text())
              .with("roundTripMs", session.roundTripMs())
              .with("clockOffsetMs", session.clockOffsetMs())
              .with("author", author());
      NodeStatus.read(relay.url(), TOLD, relay.timeoutMs()).forEach(line::withJson);
      print(line.toString());
      return 0;
    }
  }

  private @Nullable String author() {
    try {
      return key.exists(around) ? key.author(around).key().text() : null;
    } catch (SoulgraphException e) {
      Complaint.warn(String.valueOf(e.getMessage()), around.terminal().err());
      return null;
    }
  }
}
