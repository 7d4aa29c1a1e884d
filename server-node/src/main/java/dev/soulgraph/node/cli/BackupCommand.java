package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.node.cli.backup.Backup;
import dev.soulgraph.node.cli.json.Line;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import java.nio.file.Path;
import picocli.CommandLine;

/** {@code backup FILE} */
@CommandLine.Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes all that a running node has, or what it has at and below a prefix, into a file:"
          + " each change with its signature, so that restore can give it to any node of the"
          + " network. What was acknowledged before is in it.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:The file is whole.", "1:It failed; no file was made.", "2:Usage."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  soulgraph backup monday.soulgraph",
      "  soulgraph backup chat.soulgraph --prefix chat --relay wss://example.org"
    })
final class BackupCommand extends RelayCommand {
  @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "The file to be made.")
  private Path file = Path.of("");

  @CommandLine.Option(
      names = "--prefix",
      paramLabel = "SOUL",
      description = "A soul; those below it are meant too. Default: everything.")
  private String prefix = "";

  BackupCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    Scope scope = prefix.isEmpty() ? Scope.ALL : Scope.prefix(prefix);
    Progress progress = new Progress(around.terminal());
    Backup.Result result;
    try {
      result =
          Backup.take(
              understood(relay::url),
              understood(relay::network),
              scope,
              file,
              new BouncyCastleVerifier(),
              around.clock(),
              Surroundings::random,
              Version.agent(),
              understood(relay::timeoutMs),
              changes -> progress.show(changes + " changes"));
    } finally {
      progress.clear();
    }
    print(
        new Line()
            .with("file", file.toString())
            .with("changes", result.changes())
            .with("bytes", result.bytes())
            .toString());
    return 0;
  }
}
