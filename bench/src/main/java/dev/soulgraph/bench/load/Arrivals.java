package dev.soulgraph.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * New clients, in a process of their own that takes what others leave of the processors: elsewhere
 * they would be other machines, and what they do with what they get is not what is measured.
 */
public final class Arrivals implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  private Arrivals(Process process) {
    this.process = process;
    said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param changes that each of them gets
   */
  static Arrivals start(int port, String prefix, int changes) throws IOException {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(Arrivals.class.getName());
    command.addAll(List.of(port + "", prefix, changes + ""));
    return new Arrivals(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Changes a second that so many of them together have got. */
  double catchUp(int clients) throws IOException {
    process.getOutputStream().write(clients);
    process.getOutputStream().flush();
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the newcomers have ended");
    }
    return Double.parseDouble(line);
  }

  @Override
  public void close() {
    process.destroy();
  }

  /**
   * @param args the port, the prefix, and how many changes are there
   */
  public static void main(String[] args) throws IOException {
    try (Loop loop = new Loop("newcomers")) {
      for (int clients = System.in.read(); clients > 0; clients = System.in.read()) {
        int port = Integer.parseInt(args[0]);
        System.out.println(catchUp(loop, port, args[1], clients, Integer.parseInt(args[2])));
      }
    }
  }

  private static double catchUp(Loop loop, int port, String prefix, int clients, int changes)
      throws IOException {
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      readers.add(new Reader(loop, port, changes, 0));
      readers.get(i).awaitWelcome();
    }
    long began = System.nanoTime();
    readers.forEach(each -> each.follow(prefix));
    readers.forEach(Reader::awaitLevel);
    long ended = readers.stream().mapToLong(Reader::levelNanos).max().orElse(began);
    for (Reader reader : readers) {
      if (reader.count() != changes) {
        throw new IllegalStateException("came " + reader.count() + " of " + changes);
      }
    }
    readers.forEach(Client::close);
    return (double) clients * changes / ((ended - began) / 1e9);
  }
}
