package dev.soulgraph.node.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands in this process and keeps what they say. */
final class Shell {
  private final Path home;
  private final Map<String, String> environment;
  private boolean terminal;
  private long clockOffMs;

  Shell(Path home) {
    this(home, Map.of());
  }

  Shell(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** As if somebody looked on. */
  Shell onTerminal() {
    terminal = true;
    return this;
  }

  /** As if this machine's clock were wrong. */
  Shell clockOffBy(long ms) {
    clockOffMs = ms;
    return this;
  }

  record Result(int code, String out, String err) {}

  Result run(String... arguments) {
    return runWith("", arguments);
  }

  Result runWith(String in, String... arguments) {
    return runWith(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), arguments);
  }

  Result runWith(InputStream in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal streams =
        new Terminal(
            in,
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal);
    int code =
        Main.run(
            new Surroundings(
                streams,
                environment,
                home.toString(),
                () -> System.currentTimeMillis() + clockOffMs),
            arguments);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
