package dev.soulgraph.node.cli;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.node.cli.json.Line;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Client;
import java.util.List;
import picocli.CommandLine;

/** {@code erase SOUL} */
@CommandLine.Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Erases a node of your own space, with its bytes, on every replica that hears of it.",
      "",
      "Your own space is ~KEY; soulgraph status prints KEY as \"author\". Elsewhere nothing is",
      "erased: there set properties to null, as in soulgraph put people/alice phone=null",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:The relay has acknowledged it.", "1:Refused, or failed.", "2:Usage."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  soulgraph erase '~z6Mk…/notes/today'",
      "  soulgraph erase '~z6Mk…/notes' --prefix",
      "",
      "Prints {\"soul\":…,\"receipt\":\"relayed\",\"changes\":1}."
    })
final class EraseCommand extends RelayCommand {
  @CommandLine.Mixin private final KeyOptions key = new KeyOptions();

  @CommandLine.Parameters(index = "0", paramLabel = "SOUL", description = "The node to erase.")
  private String soul = "";

  @CommandLine.Option(names = "--prefix", description = "Everything below it, too.")
  private boolean prefix;

  EraseCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    List<Write> writes = List.of(Write.erase(Soul.of(soul), prefix));
    Author author = key.author(around);
    try (Client client = connect(author)) {
      Receipt receipt = commit(client, writes);
      print(
          new Line()
              .with("soul", soul)
              .with("receipt", "relayed")
              .with("changes", receipt.changes())
              .toString());
      return 0;
    }
  }
}
