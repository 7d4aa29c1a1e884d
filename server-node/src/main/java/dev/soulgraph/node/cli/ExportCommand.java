package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.node.cli.json.NodeText;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Client;
import java.io.PrintStream;
import picocli.CommandLine;

/** {@code export [PREFIX]} */
@CommandLine.Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints all nodes, or those at and below a prefix, as JSON Lines sorted by soul.",
      "",
      "Each is an object with \"soul\" first and its properties, keys with their dots. Links are"
          + " {\"$$link\":\"soul\"}, bytes {\"$$bytes\":\"base64url\"}, values of other kinds"
          + " {\"$$cbor\":\"base64url\"}. A property named soul is written $$soul, one named"
          + " $$soul $$$$soul, and so on. import takes all of it back that its own author may write: what"
          + " others wrote in spaces of their own, ~KEY, only they can.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:All printed.", "1:It failed; what was printed is not all.", "2:Usage."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  soulgraph export > everything.jsonl",
      "  soulgraph export country | soulgraph import - --relay wss://example.org/gossip"
    })
final class ExportCommand extends RelayCommand {
  @CommandLine.Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PREFIX",
      description = "A soul; those below it are meant too. Default: everything.")
  private String prefix = "";

  ExportCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    Scope scope = prefix.isEmpty() ? Scope.ALL : Scope.prefix(prefix);
    try (Client client = connect(Author.NOBODY)) {
      client.catchUp(scope);
      PrintStream out = around.terminal().out();
      for (String soul : client.souls(prefix)) {
        out.print(NodeText.line(soul, client.read(soul)) + "\n");
        // Whoever reads may have had enough.
        if (out.checkError()) {
          return 1;
        }
      }
      return 0;
    }
  }
}
