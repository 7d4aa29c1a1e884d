package dev.soulgraph.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One side of reconciliations by lines, in its own process (see the core's Harness). */
final class LineProcess implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  LineProcess(String... command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    in = process.outputWriter(StandardCharsets.US_ASCII);
    out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  void send(String line) {
    try {
      in.write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that answer: the last is a message or the end. */
  List<String> ask(String line) {
    send(line);
    List<String> answer = new ArrayList<>();
    try {
      in.flush();
      String next;
      do {
        next = out.readLine();
        if (next == null) {
          throw new IllegalStateException("ended after " + answer);
        }
        answer.add(next);
      } while (!next.startsWith("msg,") && !next.equals("done"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
