package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** The command line's entry. */
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    // Numbers and dates read the same everywhere.
    Locale.setDefault(Locale.ROOT);
    int code = run(Surroundings.ofProcess(), args);
    System.exit(code);
  }

  /** Runs a command and returns its exit code. */
  static int run(Surroundings around, String... args) {
    Terminal terminal = around.terminal();
    CommandLine line = line(around);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, given) -> misunderstood(e, terminal.err()));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, terminal.err()));
    for (String arg : args) {
      if (arg.indexOf('\ufffd') >= 0) {
        Complaint.print(
            new SoulgraphException(
                Code.INPUT_INVALID, "arguments are UTF-8; set LC_ALL=C.UTF-8", arg),
            terminal.err());
        return USAGE;
      }
    }
    int code = line.execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return terminal.out().checkError() ? unwritten(terminal, code) : code;
  }

  private static int unwritten(Terminal terminal, int code) {
    String failure = terminal.out() instanceof DataOutput out ? out.failure() : null;
    if (failure != null) {
      Complaint.print(
          new SoulgraphException(
              Code.STORAGE_FAILED, "standard output takes all that is printed", failure),
          terminal.err());
    }
    return code == OK ? FAILED : code;
  }

  private static CommandLine line(Surroundings around) {
    CommandLine line =
        new CommandLine(new Root())
            .addSubcommand(new ServeCommand(around))
            .addSubcommand(new PutCommand(around))
            .addSubcommand(new GetCommand(around))
            .addSubcommand(new EraseCommand(around))
            .addSubcommand(new ImportCommand(around))
            .addSubcommand(new ExportCommand(around))
            .addSubcommand(new BackupCommand(around))
            .addSubcommand(new RestoreCommand(around))
            .addSubcommand(new StatusCommand(around))
            .addSubcommand(new CheckCommand(around));
    // A word that begins with @ is a word.
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(100);
    return line;
  }

  private static int misunderstood(CommandLine.ParameterException e, PrintStream err) {
    // What the library finds is not named; what this program finds is.
    String code =
        e.getCause() instanceof SoulgraphException ? "" : Code.INPUT_INVALID.text() + ": ";
    err.println("soulgraph: " + code + e.getMessage());
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("  See: " + name + " --help");
    return USAGE;
  }

  private static int failed(Exception e, PrintStream err) {
    if (e instanceof SoulgraphException known) {
      Complaint.print(known, err);
    } else {
      err.println("soulgraph: internal: this is a defect of the program");
      e.printStackTrace(err);
    }
    return FAILED;
  }
}
