package dev.soulgraph.node.fuzz;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lets Jazzer look for inputs that reach something new, in a process of its own for each target.
 * What it finds it keeps in {@code target/fuzz}; {@link #keep} takes what is worth it into the
 * repository.
 */
final class FuzzRun {
  private static final Path WORK = Path.of("target/fuzz");
  private static final int INPUT_MAX_BYTES = 4096;

  /** An input that takes so long is a defect. */
  private static final int HANGS_SECONDS = 60;

  /** Commands open files and connect where they are told to. */
  private static final List<String> ALLOWED =
      List.of(
          "com.code_intelligence.jazzer.sanitizers.FilePathTraversal",
          "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery");

  /** Begins the limit on how many inputs are made. */
  static final String RUNS = "-runs=";

  private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE.*");

  private final String target;
  private final Path work;

  /** How many inputs Jazzer has tried, those that it began with included. */
  private long tried;

  FuzzRun(String target) {
    this.target = target;
    this.work = WORK.resolve(target).toAbsolutePath();
  }

  /**
   * {@code [--minutes M | --runs N] [--target T] [--seed S]}, or {@code --keep [--target T]}.
   * Without a seed each run has another, which it says.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> targets = new ArrayList<>(Target.all().keySet());
    String limit = "-max_total_time=60";
    int seed = new SplittableRandom().nextInt(1, Integer.MAX_VALUE);
    boolean keep = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--minutes" ->
            limit = "-max_total_time=" + Math.round(60 * Double.parseDouble(arguments[++i]));
        case "--runs" -> limit = RUNS + Long.parseLong(arguments[++i]);
        case "--seed" -> seed = Integer.parseInt(arguments[++i]);
        case "--target" -> targets.retainAll(List.of(arguments[++i]));
        case "--keep" -> keep = true;
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    boolean good = !targets.isEmpty();
    for (String each : targets) {
      FuzzRun run = new FuzzRun(each);
      good &= keep ? run.keep() : run.fuzz(limit, seed);
    }
    System.exit(good ? 0 : 1);
  }

  /**
   * Returns whether no defect was found.
   *
   * @param limit of Jazzer's: a time, or {@link #RUNS} and the number of inputs to be made
   */
  boolean fuzz(String limit, int seed) throws IOException, InterruptedException {
    Path seeds = Files.createDirectories(work.resolve("seeds"));
    Path found = Files.createDirectories(work.resolve("corpus"));
    int number = 0;
    for (byte[] input : Fuzz.seeds(target)) {
      Files.write(seeds.resolve("seed-" + number++), input);
    }
    long before = count(found);
    // It counts what it begins with, too.
    long known = number + before;
    boolean counted = limit.startsWith(RUNS);
    long least = counted ? Long.parseLong(limit.substring(RUNS.length())) : 1;
    String most = counted ? RUNS + (known + least) : limit;
    System.out.println(target + ": seed " + seed + ", " + before + " inputs found before");
    boolean good = jazzer(most, "-seed=" + seed, found.toString(), seeds.toString());
    if (good && tried < known + least) {
      throw new IllegalStateException(
          target + ": only " + tried + " inputs of " + known + " + " + least);
    }
    System.out.println(
        target
            + ": "
            + (count(found) - before)
            + " new inputs, "
            + (good ? "no defect" : "A DEFECT")
            + ", seed "
            + seed);
    System.out.println("Again: " + again(tried - known, seed, before));
    if (!good) {
      System.out.println("All that was said: " + log());
      System.out.println("The input lies beside it. Put into " + Corpus.FOLDER.resolve(target));
      System.out.println("it is read by CorpusTest from then on.");
    }
    return good;
  }

  /** Jazzer does the same with the same seed, as many inputs, and the same to begin with. */
  private String again(long runs, int seed, long before) {
    return (before > 0 ? "" : "rm -rf server-node/target/fuzz/" + target + " && ")
        + ("./stress fuzz --target " + target + " --runs " + Math.max(1, runs) + " --seed " + seed)
        + (before > 0 ? ", with the " + before + " inputs that were there before" : "");
  }

  /** Takes what reaches more than is kept already into the repository. */
  boolean keep() throws IOException, InterruptedException {
    Path kept = Files.createDirectories(Corpus.FOLDER.resolve(target)).toAbsolutePath();
    long before = count(kept);
    boolean good =
        jazzer("-merge=1", "-seed=0", kept.toString(), work.resolve("corpus").toString());
    System.out.println(target + ": " + before + " inputs, now " + count(kept));
    return good;
  }

  private Path log() {
    return work.resolve("log");
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private boolean jazzer(String... last) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "-D" + Fuzz.PROPERTY + "=" + target,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzz.class.getName(),
                "--instrumentation_includes=dev.soulgraph.**",
                "--disabled_hooks=" + String.join(File.pathSeparator, ALLOWED),
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + "/",
                "-max_len=" + INPUT_MAX_BYTES,
                "-timeout=" + HANGS_SECONDS));
    command.addAll(List.of(last));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (BufferedReader said =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter log = new PrintWriter(log().toFile(), StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        log.println(line);
        Matcher done = DONE.matcher(line);
        if (done.matches()) {
          tried = Long.parseLong(done.group(1));
        }
        if (line.contains("pulse") || line.contains("DONE") || line.startsWith("== ")) {
          System.out.println(target + " " + line);
        }
      }
    }
    return process.waitFor() == 0;
  }
}
