package dev.soulgraph.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One sealed commit received by an empty replica in a real Chromium, against Yjs applying the same
 * data to an empty document in the same run, in turns: warm in one page, and the first run in a
 * fresh browser. Beside it, such a commit written.
 */
public final class MergeInPages {
  private static final List<String> UPDATES = List.of("v1", "v2");

  private final Site site;
  private final Chromium chromium;
  private final PlayedRelay relay = new PlayedRelay();
  private final Map<String, Object> expected;
  private final String engine;
  private final int frames;

  /**
   * @param yjs the bundle of {@code src/main/js/yjs.js}
   */
  private MergeInPages(Chromium chromium, Site site, Path yjs, String engine, int nodes)
      throws IOException {
    this.engine = engine;
    this.chromium = chromium;
    this.site = site;
    expected = Workload.expected(nodes);
    List<byte[]> commit =
        PlayedRelay.frames(new Workload(1).commit(0, nodes), FrameCodec.FRAME_MAX_BYTES);
    frames = commit.size();
    int bytes = 0;
    for (int i = 0; i < frames; i++) {
      site.put("/frame-" + i, commit.get(i));
      bytes += commit.get(i).length;
    }
    System.out.printf("%d nodes of %d properties%n", nodes, Workload.PROPERTIES);
    System.out.printf("Soulgraph: %d bytes in %d frames%n", bytes, frames);
    site.put("/yjs.js", Files.readAllBytes(yjs));
    try (var ours = MergeInPages.class.getResourceAsStream("/ours.js")) {
      site.put("/ours.js", ours == null ? new byte[0] : ours.readAllBytes());
    }
    site.put("/records.json", Workload.json(nodes).getBytes(StandardCharsets.UTF_8));
    makeUpdates();
  }

  private void makeUpdates() {
    try (Browser browser = chromium.start()) {
      Page page = open(browser, "yjs");
      for (String version : UPDATES) {
        String update =
            (String)
                page.evaluate(
                    """
                    async version => {
                      const records = await (await fetch("/records.json")).json();
                      const update = makeUpdates(records)[version];
                      let text = "";
                      for (const byte of update) text += String.fromCharCode(byte);
                      return btoa(text);
                    }\
                    """,
                    version);
        byte[] bytes = Base64.getDecoder().decode(update);
        System.out.printf("Yjs %s: %d bytes%n", version, bytes.length);
        site.put("/" + version, bytes);
      }
    }
  }

  /**
   * @param args Chromium's executable, the bundle of Yjs, the engine, the number of nodes, of warm
   *     runs, of fresh browsers
   */
  public static void main(String[] args) throws IOException {
    int nodes = Integer.parseInt(args[3]);
    try (var chromium = new Chromium(args[0]);
        var site = new Site()) {
      var pages = new MergeInPages(chromium, site, Path.of(args[1]), args[2], nodes);
      pages.report("warm", pages.warm(Integer.parseInt(args[4])));
      pages.report("fresh browser", pages.fresh(Integer.parseInt(args[5])));
    }
  }

  private Page open(Browser browser, String modules) {
    Page page = Chromium.page(browser);
    page.exposeFunction("answersOf", args -> answers((List<?>) args[0]));
    page.navigate(site.origin() + "/" + modules + ".html");
    page.waitForFunction(
        modules.contains("ours") ? "!!globalThis.receive" : "!!globalThis.applyUpdate");
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

  private double receive(Page page) {
    Object took =
        page.evaluate(
            """
            async ({ engine, frames, expected }) => {
              const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
              const all = await Promise.all(
                Array.from({ length: frames }, (_, i) => bytes("/frame-" + i)));
              return receive(await openEmpty(engine, expected), all);
            }\
            """,
            Map.of("engine", engine, "frames", frames, "expected", expected));
    return ((Number) took).doubleValue();
  }

  private double write(Page page) {
    Object took =
        page.evaluate(
            """
            async ({ engine, expected }) => {
              const records = await (await fetch("/records.json")).json();
              return write(await openEmpty(engine, expected), records);
            }\
            """,
            Map.of("engine", engine, "expected", expected));
    return ((Number) took).doubleValue();
  }

  private double apply(Page page, String version) {
    Object took =
        page.evaluate(
            """
            async ({ version, expected }) => {
              const update = await (await fetch("/" + version)).arrayBuffer();
              return applyUpdate(version, new Uint8Array(update), expected);
            }\
            """,
            Map.of("version", version, "expected", expected));
    return ((Number) took).doubleValue();
  }

  private Map<String, Samples> warm(int rounds) {
    Map<String, Samples> found = new LinkedHashMap<>();
    try (Browser browser = chromium.start()) {
      Page page = open(browser, "ours+yjs");
      for (int i = 0; i < 2 * rounds; i++) {
        boolean counts = i >= rounds;
        add(found, engine, receive(page), counts);
        for (String version : UPDATES) {
          add(found, "Yjs " + version, apply(page, version), counts);
        }
        add(found, "write", write(page), counts);
      }
    }
    return found;
  }

  private Map<String, Samples> fresh(int rounds) {
    Map<String, Samples> found = new LinkedHashMap<>();
    for (int i = 0; i < rounds; i++) {
      try (Browser browser = chromium.start()) {
        add(found, engine, receive(open(browser, "ours")), true);
      }
      try (Browser browser = chromium.start()) {
        add(found, "write", write(open(browser, "ours")), true);
      }
      for (String version : UPDATES) {
        try (Browser browser = chromium.start()) {
          add(found, "Yjs " + version, apply(open(browser, "yjs"), version), true);
        }
      }
    }
    return found;
  }

  private static void add(Map<String, Samples> found, String name, double ms, boolean counts) {
    if (counts) {
      found.computeIfAbsent(name, key -> new Samples()).add(ms);
    }
  }

  private void report(String title, Map<String, Samples> found) {
    found.forEach((name, samples) -> System.out.printf("%-14s %-10s %s%n", title, name, samples));
  }
}
