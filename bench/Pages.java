package bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What pages measure, in a real Chromium with two contexts that share nothing: all bytes that a
 * page loads, and how long a put takes until the other page's listener is called.
 *
 * <p>Two pages have two clocks, so a put is answered by a put and half of the round is counted.
 */
public final class Pages {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final String OPEN =
      """
      async ({ url, engine }) => {
        const { open } = await import("/soulgraph.js");
        const relay = url.replace("http", "ws") + "/gossip";
        window.db = await open({ relays: [relay], engine });
        const online = ({ state }) => state === "online";
        await new Promise((done) => db.status.on((now) => online(now) && done()));
        return performance.getEntriesByType("resource")
          .map(({ name, encodedBodySize }) => ({ name: new URL(name).pathname, encodedBodySize }))
          .filter(({ name }) => name !== "/favicon.ico"); // Chromium's own wish
      }""";

  private static final String ANSWER =
      """
      async () => {
        const ball = db.get("bench/ball"), back = db.get("bench/back");
        let last = -1;
        ball.on((b) => { if (b && b.n > last) { last = b.n; back.put({ n: b.n }); } });
        await ball.once();
      }""";

  private static final String ASK =
      """
      async ({ from, rounds }) => {
        const ball = db.get("bench/ball"), back = db.get("bench/back");
        let arrived = () => {}, wanted = -1;
        back.on((b) => b && b.n === wanted && arrived());
        await back.once();
        const halves = [];
        for (let n = from; n < from + rounds; n++) {
          const answered = new Promise((done) => (arrived = done));
          wanted = n;
          const began = performance.now();
          ball.put({ n });
          await answered;
          halves.push((performance.now() - began) / 2);
        }
        return halves;
      }""";

  /** Grows for the node's life: who answers tells old news from new by it. */
  private static int nextRound = 0;

  private Pages() {}

  /**
   * @param args Chromium's executable, the node's address, the number of puts
   */
  public static void main(String[] args) {
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(Path.of(args[0])).setArgs(FLAGS);
    try (Playwright playwright = Playwright.create();
        Browser browser = playwright.chromium().launch(options)) {
      for (String engine : List.of("wasm", "fallback")) {
        measure(browser, args[1], engine, Integer.parseInt(args[2]));
      }
    }
  }

  private static void measure(Browser browser, String url, String engine, int puts) {
    try (BrowserContext first = browser.newContext();
        BrowserContext second = browser.newContext()) {
      Page asking = first.newPage();
      Page answering = second.newPage();
      report(engine, open(asking, url, engine));
      open(answering, url, engine);
      answering.evaluate(ANSWER);
      ask(asking, puts / 4); // the code gets warm
      List<?> halves = ask(asking, puts);
      double[] sorted = halves.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
      Arrays.sort(sorted);
      System.out.printf(
          Locale.ROOT,
          "%s: put to visible in the other browser, %d puts: median %.1f ms, 99th percentile %.1f ms%n",
          engine,
          puts,
          sorted[sorted.length / 2],
          sorted[sorted.length * 99 / 100]);
    }
  }

  private static List<?> ask(Page page, int rounds) {
    int from = nextRound;
    nextRound += rounds;
    return (List<?>) page.evaluate(ASK, Map.of("from", from, "rounds", rounds));
  }

  private static List<?> open(Page page, String url, String engine) {
    page.navigate(url + "/api/status"); // of the node's origin, and no database of its own
    return (List<?>) page.evaluate(OPEN, Map.of("url", url, "engine", engine));
  }

  private static void report(String engine, List<?> loaded) {
    int sum = 0;
    for (Object each : loaded) {
      Map<?, ?> resource = (Map<?, ?>) each;
      int bytes = ((Number) resource.get("encodedBodySize")).intValue();
      sum += bytes;
      System.out.printf(Locale.ROOT, "%s: %s %d bytes%n", engine, resource.get("name"), bytes);
    }
    System.out.printf(Locale.ROOT, "%s: a page loads %d bytes%n", engine, sum);
  }
}
