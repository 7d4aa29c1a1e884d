package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.backup.BackupReader;
import dev.soulgraph.node.cli.backup.Restore;
import dev.soulgraph.node.cli.json.Line;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** {@code restore FILE} */
@CommandLine.Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Gives a running node what a backup holds. It takes what it lacks, after checking every"
          + " signature; nothing newer is turned back, so it can be done at any time and twice."
          + " Prints how many changes came to which end: applied, duplicate, superseded, erased,"
          + " or the code of a refusal.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The node has on its disk all that still counts.",
      "1:It failed, or refused some; what was acknowledged is there.",
      "2:Usage."
    },
    footerHeading = "%nExample:%n",
    footer = "  soulgraph restore monday.soulgraph --relay ws://localhost:8420/gossip")
final class RestoreCommand extends RelayCommand {
  @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "What backup has made.")
  private Path file = Path.of("");

  RestoreCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    URI url = understood(relay::url);
    String network = understood(relay::network);
    long timeoutMs = understood(relay::timeoutMs);
    Progress progress = new Progress(around.terminal());
    Map<String, Long> outcomes;
    try (BackupReader backup = new BackupReader(file)) {
      if (!backup.network().equals(network)) {
        throw new SoulgraphException(
            Code.NETWORK_MISMATCH, "a backup belongs to one network", backup.network());
      }
      outcomes =
          Restore.give(
              url,
              backup,
              new BouncyCastleVerifier(),
              around.clock(),
              Surroundings::random,
              Version.agent(),
              timeoutMs,
              changes -> progress.show(changes + " changes"));
    } finally {
      progress.clear();
    }
    Line line = new Line();
    outcomes.forEach(line::with);
    print(line.toString());
    // What has expired since counts no more.
    outcomes.remove(Code.EXPIRED.text());
    for (Outcome each : Outcome.values()) {
      outcomes.remove(each.name().toLowerCase(Locale.ROOT));
    }
    return outcomes.isEmpty() ? 0 : 1;
  }
}
