package dev.soulgraph.node.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One run of the program, from its start to its end. */
final class Running {
  /** What is written at once. */
  static final long BATCH_BYTES = 256 << 10;

  private static final int LINE_MAX_CHARS = 64 << 10;

  private final Process process;
  private final Consumer<Lines.Said> answered;
  private final BiConsumer<Running, String> ended;
  private final Thread writer;
  private final AtomicLong unwritten = new AtomicLong();
  private final BlockingQueue<byte[]> out = new LinkedBlockingQueue<>();

  Running(List<String> command, Consumer<Lines.Said> answered, BiConsumer<Running, String> ended)
      throws IOException {
    this.answered = answered;
    this.ended = ended;
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    writer = daemon(this::drain, "soulgraph-policy-out");
    daemon(this::read, "soulgraph-policy-in");
  }

  private static Thread daemon(Runnable job, String name) {
    Thread thread = new Thread(job, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Whether it has read what it was given, or nearly. */
  boolean takesMore() {
    return unwritten.get() < BATCH_BYTES;
  }

  /** Returns at once: a program that reads nothing must not hold up who looks after it. */
  void write(String lines) {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    unwritten.addAndGet(bytes.length);
    out.add(bytes);
  }

  private void drain() {
    try (OutputStream stdin = process.getOutputStream()) {
      while (true) {
        byte[] bytes = out.take();
        stdin.write(bytes);
        stdin.flush();
        unwritten.addAndGet(-bytes.length);
      }
    } catch (IOException e) {
      ended.accept(this, "takes no more questions");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    String why = "has ended";
    try (BufferedReader stdout =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = stdout.read(); c >= 0; c = stdout.read()) {
        if (c != '\n') {
          line.append((char) c);
          if (line.length() > LINE_MAX_CHARS) {
            throw new IOException("an answer has at most " + LINE_MAX_CHARS + " characters");
          }
        } else if (!line.toString().isBlank()) {
          answered.accept(Lines.read(line.toString()));
          line.setLength(0);
        }
      }
    } catch (IOException e) {
      why = "answers what can't be understood (" + e.getMessage() + ")";
    }
    ended.accept(this, why);
  }

  void kill() {
    writer.interrupt();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
