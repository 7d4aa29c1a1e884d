package dev.soulgraph.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged command line, run as its own process. */
final class Command {
  static final Path REPOSITORY = Path.of(property("soulgraph.repository"));
  static final Path NODE_MODULES = Path.of(property("soulgraph.node.modules"));

  /** What a command printed and how it ended. */
  record Result(int exit, String out, String err) {}

  private Command() {}

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("Run by Maven, which sets " + name);
    }
    return value;
  }

  /** Standard output and error together. */
  static Process start(String... arguments) {
    try {
      return new ProcessBuilder(line(arguments)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs to the end, with a key of its own so that nothing of the user's is touched. */
  static Result run(Path home, String... arguments) {
    try {
      Path out = Files.createTempFile("soulgraph", ".out");
      Path err = Files.createTempFile("soulgraph", ".err");
      ProcessBuilder builder = new ProcessBuilder(line(arguments));
      builder.environment().put("SOULGRAPH_KEY", home.resolve("key").toString());
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Did not end in time: " + String.join(" ", arguments));
      }
      return new Result(process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }

  private static List<String> line(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-jar");
    line.add(property("soulgraph.node.jar"));
    line.addAll(List.of(arguments));
    return line;
  }
}
