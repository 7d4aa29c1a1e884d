package dev.soulgraph.node.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node in a process of its own, started by {@code serve} as users do, so that it can be killed.
 */
public final class NodeProcess implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("http://[^\\s/]*:([0-9]+)");

  private final Process process;
  private final String relay;

  private NodeProcess(Process process, String relay) {
    this.process = process;
    this.relay = relay;
  }

  public static NodeProcess start(Path data, String... options) throws IOException {
    Process process = process(data, options);
    StringBuilder said = new StringBuilder();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher url = URL.matcher(line);
      if (url.find()) {
        return new NodeProcess(process, "ws://127.0.0.1:" + url.group(1) + "/gossip");
      }
    }
    process.destroyForcibly();
    throw new IOException("the node said no address:\n" + said);
  }

  /** Starts one and kills it so soon that it may not have come to listen. */
  public static void killWhileStarting(Path data, long afterMs)
      throws IOException, InterruptedException {
    Process process = process(data);
    process.getOutputStream().close();
    process.waitFor(afterMs, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    process.waitFor();
  }

  private static Process process(Path data, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.soulgraph.node.cli.Main",
                "serve",
                "--port",
                "0",
                "--data",
                data.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  public String relay() {
    return relay;
  }

  /** As a power cut would, but for what the operating system has taken over. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends as Ctrl-C would; returns the exit code. */
  int stop() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the node doesn't end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }
}
