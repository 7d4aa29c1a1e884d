package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.cli.json.NodeText;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Client;
import java.util.Map;
import picocli.CommandLine;

/** {@code get SOUL} */
@CommandLine.Command(
    name = "get",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints a node as one JSON object: a property a line on a terminal, else all on one line.",
      "Links are {\"$$link\":\"soul\"}; export and import say it alike.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:Printed.", "1:There is no such node, or it failed.", "2:Usage."},
    footerHeading = "%nExample:%n",
    footer = "  soulgraph get people/alice")
final class GetCommand extends RelayCommand {
  @CommandLine.Parameters(index = "0", paramLabel = "SOUL", description = "The node to read.")
  private String soul = "";

  GetCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    Soul wanted = Soul.of(soul);
    try (Client client = connect(Author.NOBODY)) {
      client.catchUp(Scope.soul(wanted));
      Map<String, Value> node = client.read(soul);
      if (node.isEmpty()) {
        around.terminal().err().println("soulgraph: the relay has no such node (" + soul + ")");
        return 1;
      }
      print(
          around.terminal().outIsTerminal()
              ? NodeText.pretty(soul, node)
              : NodeText.line(soul, node));
      return 0;
    }
  }
}
