package dev.soulgraph.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.soulgraph.node.ServeOptions;
import dev.soulgraph.node.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Two replicas that have never met and share all but some changes, over real sockets: from
 * connecting until both have everything and know it. The one is a node with its store on disk, the
 * other a page in Chromium or a node that follows the first.
 */
public final class CatchUp implements AutoCloseable {
  private static final String SCOPE = "people";
  private static final long PATIENCE_MS = 600_000;
  private static final int WARMING = 10_000;

  private final Path root = Files.createTempDirectory("soulgraph-bench");
  private final HttpClient http = HttpClient.newHttpClient();
  private final Meter meter = new Meter();
  private final Site site = new Site();
  private final Chromium chromium;
  private final String engine;

  private CatchUp(String executable, String engine) throws IOException {
    chromium = new Chromium(executable);
    this.engine = engine;
    try (var script = CatchUp.class.getResourceAsStream("/catchup.js")) {
      site.put("/catchup.js", script == null ? new byte[0] : script.readAllBytes());
    }
  }

  /**
   * @param args Chromium's executable, the engine, "page" or "node", the numbers of changes and of
   *     differences, each parted by commas, and the runs of each
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int runs = Integer.parseInt(args[5]);
    try (var bench = new CatchUp(args[0], args[1])) {
      boolean page = args[2].equals("page");
      bench.measure(page, WARMING, "100", 1, false);
      System.out.println("changes  differ  ms (median)  KB both ways  turns  page's heap MB");
      for (String changes : args[3].split(",", -1)) {
        for (String differences : args[4].split(",", -1)) {
          bench.measure(page, Integer.parseInt(changes), differences, runs, true);
        }
      }
    }
  }

  private void measure(boolean page, int changes, String differing, int runs, boolean told)
      throws IOException, InterruptedException {
    int differences =
        differing.endsWith("%")
            ? changes / 100 * Integer.parseInt(differing.substring(0, differing.length() - 1))
            : Integer.parseInt(differing);
    try (var folders = new Folders(root, changes)) {
      Samples ms = new Samples();
      double heap = 0;
      for (int i = 0; i < runs; i++) {
        Path first = folders.copy(0, differences);
        Path second = folders.copy(1, differences);
        if (page) {
          heap = meetPage(first, second, changes, differences, ms);
        } else {
          meetNode(first, second, changes, differences, ms);
        }
        Folders.delete(first);
        Folders.delete(second);
      }
      if (told) {
        System.out.printf(
            "%8d %6d %10.0f %14.1f %6d %10.0f%n",
            changes, differences, ms.quantile(0.5), meter.bytes() / 1e3, meter.turns(), heap);
      }
    }
  }

  private double meetPage(Path first, Path second, int changes, int differences, Samples ms)
      throws IOException, InterruptedException {
    try (Browser browser = chromium.start();
        Server node = start(first)) {
      Page page = Chromium.page(browser);
      page.setDefaultTimeout(PATIENCE_MS);
      page.navigate(site.origin() + "/catchup.html");
      page.waitForFunction("!!globalThis.meet");
      double heap;
      try (Server filling = start(second)) {
        meter.leadTo(filling.port());
        page.evaluate(
            "({ relay, engine, scope }) => fill(relay, engine, scope)",
            Map.of("relay", meter.url().toString(), "engine", engine, "scope", SCOPE));
        heap = heapMb(page);
      }
      meter.leadTo(node.port());
      List<String> missing =
          IntStream.range(0, differences)
              .filter(i -> i % 2 == 0)
              .mapToObj(i -> Folders.soul(i).text())
              .toList();
      Number took =
          (Number)
              page.evaluate(
                  "({ scope, missing }) => meet(scope, missing)",
                  Map.of("scope", SCOPE, "missing", missing));
      long met = System.nanoTime();
      await(node, changes + differences);
      ms.add(took.doubleValue() + (System.nanoTime() - met) / 1e6);
      return heap;
    }
  }

  private void meetNode(Path first, Path second, int changes, int differences, Samples ms)
      throws IOException, InterruptedException {
    try (Server node = start(first)) {
      meter.leadTo(node.port());
      try (Server follower =
          Server.start(ServeOptions.of("localhost", 0, second).withPeers(List.of(meter.url())))) {
        await(node, changes + differences);
        await(follower, changes + differences);
        while (differences == 0 && !status(follower).contains("\"online\"")) {
          Thread.sleep(1);
        }
        ms.add((System.nanoTime() - meter.begunNanos()) / 1e6);
      }
    }
  }

  private static Server start(Path folder) {
    return Server.start(ServeOptions.of("localhost", 0, folder));
  }

  private void await(Server server, int changes) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!status(server).contains("\"changes\": " + changes + ",")) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not " + changes + " changes: " + status(server));
      }
      Thread.sleep(1);
    }
  }

  private String status(Server server) throws IOException, InterruptedException {
    URI uri = URI.create(server.url() + "/api/status");
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static double heapMb(Page page) {
    CDPSession devTools = page.context().newCDPSession(page);
    devTools.send("HeapProfiler.collectGarbage");
    JsonObject usage = devTools.send("Runtime.getHeapUsage");
    devTools.detach();
    return usage.get("usedSize").getAsDouble() / 1e6;
  }

  @Override
  public void close() throws IOException {
    site.close();
    meter.close();
    chromium.close();
    Folders.delete(root);
  }
}
