package dev.soulgraph.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged node as its own process, on a port that it keeps across restarts. */
final class NodeProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://[^/\\s]+:(\\d+)");
  private static final long START_MAX_MS = 60_000;

  private final Path data;
  private final List<String> options;
  private final List<String> output = new ArrayList<>();
  private @Nullable Process process;
  private int port;

  NodeProcess(Path data, String... options) {
    this.data = data;
    this.options = List.of(options);
    start();
  }

  /** Starts, on the same port and folder as before, and waits until it answers. */
  void start() {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--port", "" + port, "--data", data.toString()));
    arguments.addAll(options);
    Process started = Command.start(arguments.toArray(new String[0]));
    process = started;
    Thread reader = new Thread(() -> read(started, lines), "node's output");
    reader.setDaemon(true);
    reader.start();
    port = awaitPort(started, lines);
  }

  private void read(Process started, BlockingQueue<String> lines) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("(its output ended: " + e.getMessage() + ")");
    }
  }

  private int awaitPort(Process started, BlockingQueue<String> lines) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MAX_MS);
    try {
      while (System.nanoTime() < deadline && (started.isAlive() || !lines.isEmpty())) {
        String line = lines.poll(1, TimeUnit.SECONDS);
        Matcher address = ADDRESS.matcher(line == null ? "" : line);
        if (address.find()) {
          return Integer.parseInt(address.group(1));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("The node did not start:\n" + output());
  }

  /** All that it has said. */
  String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  int port() {
    return port;
  }

  String url() {
    return "http://localhost:" + port;
  }

  String relay() {
    return "ws://localhost:" + port + "/gossip";
  }

  /** SIGKILL: nothing of it can be tidied up. */
  void kill() {
    end(running().destroyForcibly());
  }

  /** The folder of a node that has ended goes, as with a lost disk. */
  void wipe() {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM; returns the exit code. */
  int stop() {
    running().destroy();
    return end(running());
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("The node is not running");
    }
    return process;
  }

  private static int end(Process ended) {
    try {
      if (!ended.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The node did not end in 30 s");
      }
      return ended.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }
}
