package dev.soulgraph.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application sees of the database in a page, beside its peers in the same run: each in a
 * browser of its own, all in turns. What is measured, and how each is used, is in {@code
 * src/main/js/api}.
 */
public final class ApiInPages implements AutoCloseable {
  private static final String OURS = "soulgraph";
  private static final int BATCH = 1000;

  private final Path root = Files.createTempDirectory("soulgraph-bench");
  private final Site site = new Site();
  private final PlayedRelay relay = new PlayedRelay();
  private final Chromium chromium;
  private final List<String> peers;
  private final Goals goals;
  private final int rounds;

  private ApiInPages(String executable, Path bundles, List<String> peers, int rounds)
      throws IOException {
    this.chromium = new Chromium(executable);
    this.peers = peers;
    this.goals = new Goals(OURS, peers);
    this.rounds = rounds;
    for (String peer : peers) {
      site.put("/peers/" + peer + ".js", Files.readAllBytes(bundles.resolve(peer + ".js")));
    }
    site.put("/played.js", Files.readAllBytes(bundles.resolve("played.js")));
  }

  /**
   * @param args Chromium's executable, the folder of the bundles, the names of the databases, ours
   *     first, parted by commas, the numbers of rounds, of puts, of nodes to open, parted by
   *     commas, and of times to open them
   */
  public static void main(String[] args) throws IOException {
    int puts = Integer.parseInt(args[4]);
    try (var bench =
        new ApiInPages(
            args[0],
            Path.of(args[1]),
            List.of(args[2].split(",", -1)),
            Integer.parseInt(args[3]))) {
      bench.speeds(puts);
      for (String nodes : args[5].split(",", -1)) {
        bench.opening(Integer.parseInt(nodes), Integer.parseInt(args[6]));
      }
      if (!bench.goals.reached()) {
        System.exit(1);
      }
    }
  }

  private void speeds(int puts) {
    Map<String, BrowserContext> browsers = new LinkedHashMap<>();
    Map<String, Page> pages = new LinkedHashMap<>();
    for (String peer : peers) {
      browsers.put(peer, chromium.start(root.resolve(peer)));
      pages.put(peer, open(browsers.get(peer), peer));
    }
    System.out.printf("%-34s", "medians of " + rounds + " rounds");
    peers.forEach(peer -> System.out.printf("%12s", peer));
    System.out.println();
    for (int properties : new int[] {1, 5}) {
      Map<String, Double> found = turns(pages, "bench.unawaited(" + puts + ", " + properties + ")");
      goals.print(
          "unawaited puts/s, " + properties + " of each", found, Goals.AT_LEAST_GUN_AND_YJS);
    }
    for (int properties : new int[] {1, 5}) {
      Map<String, Double> found =
          turns(pages, "bench.awaited(" + puts / 10 + ", " + properties + ")");
      goals.print("puts/s, each kept, " + properties + " of each", found, Goals.NONE);
    }
    Map<String, Double> reads = turns(pages, "bench.reads(" + puts + ", " + 10 * puts + ")");
    goals.print("field reads/s", reads, Goals.HALF_OF_THE_MOST);
    Map<String, Double> notify = turns(pages, "bench.notify(" + Math.max(20, puts / 20) + ")");
    goals.print("put to listener, µs", notify, Goals.TWICE_THE_LEAST);
    browsers.values().forEach(BrowserContext::close);
  }

  /** A round that doesn't count, then the others; medians. */
  private Map<String, Double> turns(Map<String, Page> pages, String call) {
    Map<String, Samples> samples = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (String peer : peers) {
        Page page = pages.get(peer);
        Object value = page == null ? null : page.evaluate(call);
        if (round > 0 && value instanceof Number number) {
          samples.computeIfAbsent(peer, key -> new Samples()).add(number.doubleValue());
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    samples.forEach((peer, each) -> medians.put(peer, each.quantile(0.5)));
    return medians;
  }

  private void opening(int nodes, int times) {
    for (int from = 0; from < nodes; from += BATCH) {
      List<byte[]> frames =
          PlayedRelay.frames(
              new Workload(1).commit(from, Math.min(nodes, from + BATCH)),
              FrameCodec.FRAME_MAX_BYTES);
      site.put("/people-" + from, frames.get(0));
    }
    Map<String, Double> opened = new LinkedHashMap<>();
    Map<String, Double> held = new LinkedHashMap<>();
    for (String peer : peers) {
      Path profile = root.resolve(peer + "-" + nodes);
      if (!fill(profile, peer, nodes)) {
        continue;
      }
      Samples ms = new Samples();
      Samples bytes = new Samples();
      for (int i = 0; i < times; i++) {
        try (BrowserContext browser = chromium.start(profile)) {
          Page page = open(browser, peer);
          double before = heapBytes(page);
          ms.add(((Number) page.evaluate("bench.opens(" + nodes + ")")).doubleValue());
          bytes.add((heapBytes(page) - before) / 1e6);
        }
      }
      opened.put(peer, ms.quantile(0.5));
      held.put(peer, bytes.quantile(0.5));
    }
    boolean many = nodes >= 100_000;
    goals.print("open " + nodes + " nodes, ms", opened, many ? Goals.LEAST : Goals.NONE);
    goals.print("held in memory then, MB", held, Goals.NONE);
  }

  /** Whether the browser's storage could be filled in a few minutes. */
  private boolean fill(Path profile, String peer, int nodes) {
    try (BrowserContext browser = chromium.start(profile)) {
      Page page = open(browser, peer);
      page.setDefaultTimeout(180_000);
      page.evaluate(
          "nodes => { bench.fill(nodes).then(() => (globalThis.filled = true),"
              + " (error) => (globalThis.filled = String(error))); }",
          nodes);
      Object filled = page.waitForFunction("() => globalThis.filled").jsonValue();
      if (!Boolean.TRUE.equals(filled)) {
        throw new IllegalStateException(peer + ": " + filled);
      }
      // What the browser writes in its own time.
      page.waitForTimeout(2000);
      return true;
    } catch (PlaywrightException e) {
      System.out.printf("%s holds no %d nodes within 3 minutes%n", peer, nodes);
      return false;
    }
  }

  private static double heapBytes(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("HeapProfiler.collectGarbage");
    JsonObject usage = session.send("Runtime.getHeapUsage");
    return usage.get("usedSize").getAsDouble() + usage.get("backingStorageSize").getAsDouble();
  }

  private Page open(BrowserContext browser, String peer) {
    Page page = browser.newPage();
    page.onPageError(
        error -> {
          throw new IllegalStateException(peer + ": " + error);
        });
    page.exposeFunction("answersOf", args -> answers((List<?>) args[0]));
    page.navigate(site.origin() + "/peers/" + peer + ".html");
    page.waitForFunction("() => globalThis.bench");
    return page;
  }

  private List<List<Integer>> answers(List<?> asked) {
    byte[] frame = new byte[asked.size()];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = ((Number) asked.get(i)).byteValue();
    }
    List<List<Integer>> answers = new ArrayList<>();
    for (byte[] answer : relay.answers(frame)) {
      List<Integer> bytes = new ArrayList<>();
      for (byte each : answer) {
        bytes.add(each & 255);
      }
      answers.add(bytes);
    }
    return answers;
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    site.close();
    Folders.delete(root);
  }

  /** What was found, beside what is to be reached. */
  private static final class Goals {
    /** Whether a figure reaches its goal, and the goal's name. */
    private record Goal(String name, Reached reached) {}

    @FunctionalInterface
    private interface Reached {
      boolean by(double ours, Map<String, Double> others);
    }

    static final @Nullable Goal NONE = null;
    static final Goal AT_LEAST_GUN_AND_YJS =
        new Goal(
            "at least GUN's and Yjs's",
            (ours, others) ->
                ours >= others.getOrDefault("gun", 0.0) && ours >= others.getOrDefault("yjs", 0.0));
    static final Goal HALF_OF_THE_MOST =
        new Goal(
            "half of the most",
            (ours, others) -> others.values().stream().allMatch(other -> 2 * ours >= other));
    static final Goal TWICE_THE_LEAST =
        new Goal(
            "twice the least",
            (ours, others) -> others.values().stream().allMatch(other -> ours <= 2 * other));
    static final Goal LEAST =
        new Goal(
            "the least",
            (ours, others) -> others.values().stream().allMatch(other -> ours < other));

    private final String name;
    private final List<String> all;
    private boolean reached = true;

    Goals(String name, List<String> all) {
      this.name = name;
      this.all = all;
    }

    boolean reached() {
      return reached;
    }

    void print(String figure, Map<String, Double> found, @Nullable Goal goal) {
      System.out.printf("%-34s", figure);
      for (String each : all) {
        Double value = found.get(each);
        System.out.printf(
            Locale.ROOT,
            "%12s",
            value == null
                ? "–"
                : String.format(Locale.ROOT, value < 1000 ? "%.1f" : "%,.0f", value));
      }
      Double ours = found.get(name);
      if (goal != null && ours != null) {
        Map<String, Double> others = new LinkedHashMap<>(found);
        others.remove(name);
        boolean passed = goal.reached.by(ours, others);
        reached &= passed;
        System.out.printf("   %s (%s)", passed ? "PASS" : "FAIL", goal.name);
      }
      System.out.println();
    }
  }
}
