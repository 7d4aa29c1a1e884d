package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.json.Line;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.node.store.Check;
import dev.soulgraph.node.store.Findings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code check} */
@CommandLine.Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Examines the data folder of a node that is stopped: each change, its seal's tree and"
          + " signature, who wins, the indexes and the fingerprints. Prints what it has looked at"
          + " and, for each rule that doesn't hold, how often and where first. Changes nothing"
          + " without --repair.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All is well, or has been repaired.",
      "1:Something doesn't hold, or the folder can't be read.",
      "2:Usage."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  soulgraph check --data data", "  soulgraph check --data data --repair"})
final class CheckCommand implements Callable<Integer> {
  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The node's folder (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @CommandLine.Option(
      names = "--repair",
      description = {
        "Take out what nothing proves, and make all that follows from the rest anew. What was"
            + " taken out comes back from peers and browsers that have it. Copy the folder first."
      })
  private boolean repair;

  private final Surroundings around;

  CheckCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    Progress progress = new Progress(around.terminal());
    Check.Report report;
    try {
      report =
          Check.run(
              data,
              new BouncyCastleVerifier(),
              repair,
              (what, done, total) ->
                  progress.show("checking " + what + ": " + done + " of " + total));
    } finally {
      progress.clear();
    }
    Line line =
        new Line()
            .with("data", data.toString())
            .with("network", report.network())
            .with("changes", report.changes())
            .with("seals", report.seals())
            .with("wrong", report.findings().count());
    if (repair) {
      line.with("removed", report.removed());
    }
    around.terminal().out().println(line);
    for (Findings.Finding each : report.findings().all()) {
      around
          .terminal()
          .err()
          .println(
              "soulgraph: doesn't hold: "
                  + each.rule()
                  + " ("
                  + each.count()
                  + "): "
                  + String.join(", ", each.examples()));
    }
    if (report.findings().none() || repair) {
      return 0;
    }
    throw new SoulgraphException(
        Code.DATA_UNREADABLE,
        "what a data folder holds is proven and indexed; mend it with --repair",
        data.toString());
  }
}
