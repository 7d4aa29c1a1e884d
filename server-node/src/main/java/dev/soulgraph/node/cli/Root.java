package dev.soulgraph.node.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code soulgraph} itself; its subcommands do the work. */
@CommandLine.Command(
    name = "soulgraph",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "A graph database that lives in browsers and on servers at once.",
      "",
      "Data goes to stdout as JSON, everything else to stderr."
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It has been done.",
      "1:It was refused or failed; stderr says why, by name.",
      "2:The command was not understood."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  soulgraph serve",
      "  soulgraph put people/alice name=Alice born=1815 boss=@people/bob",
      "  soulgraph get people/alice",
      "  soulgraph import countries.json --soul 'country/{cca3}' --link 'borders=country/{}'",
      "  soulgraph export people > people.jsonl",
      "",
      "Each command explains itself: soulgraph put --help"
    })
final class Root implements Runnable {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }
  }
}
