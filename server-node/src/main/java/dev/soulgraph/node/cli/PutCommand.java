package dev.soulgraph.node.cli;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.node.cli.json.Line;
import dev.soulgraph.node.cli.json.PutArguments;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Client;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code put SOUL key=value …} */
@CommandLine.Command(
    name = "put",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes properties of a node and waits until the relay has them on its disk.",
      "",
      "  key=value    a number, true, false, null or a \"quoted text\" where the value is one"
          + " in JSON, else the text as it is",
      "  key:=JSON    JSON; objects become dotted keys, arrays become sets",
      "  key=@soul    a link to another node",
      "  key=null     deletes the property",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:The relay has acknowledged it.", "1:Refused, or failed.", "2:Usage."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  soulgraph put people/alice name=Alice born=1815 boss=@people/bob",
      "  soulgraph put people/alice 'address:={\"city\":\"London\"}' 'tags:=[\"poet\"]'",
      "  soulgraph put people/alice --string phone=00431234567",
      "",
      "Prints {\"soul\":…,\"receipt\":\"relayed\",\"changes\":n}."
    })
final class PutCommand extends RelayCommand {
  @CommandLine.Mixin private final KeyOptions key = new KeyOptions();

  @CommandLine.Parameters(index = "0", paramLabel = "SOUL", description = "The node to write.")
  private String soul = "";

  @CommandLine.Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "key=value",
      description = "The properties.")
  private List<String> properties = new ArrayList<>();

  @CommandLine.Option(
      names = "--string",
      description = "Take every = value as a text, even 12, true or @x.")
  private boolean strings;

  PutCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    Author author = key.author(around);
    List<Write> writes =
        understood(() -> PutArguments.parse(soul, properties, strings, author.key()));
    try (Client client = connect(author)) {
      Receipt receipt = commit(client, writes);
      warnOfLosses(receipt);
      print(
          new Line()
              .with("soul", soul)
              .with("receipt", "relayed")
              .with("changes", receipt.changes())
              .toString());
      return 0;
    }
  }

  private void warnOfLosses(Receipt receipt) {
    int superseded = receipt.outcomes()[Outcome.SUPERSEDED.ordinal()];
    if (superseded > 0) {
      warn(superseded + " of " + receipt.changes() + " had a newer value already");
    }
    int erased = receipt.outcomes()[Outcome.ERASED.ordinal()];
    if (erased > 0) {
      warn(erased + " of " + receipt.changes() + " had been erased already");
    }
  }
}
