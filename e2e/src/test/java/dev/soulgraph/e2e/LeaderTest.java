package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tab with the connections that is closed, crashes, or stops for a while. */
class LeaderTest extends WithTabs {
  /** What the busy machine that runs the tests may add to each bound. */
  private static final long SLACK_MS = 4_000;

  @Test
  void aLeaderThatIsClosedOrCrashesIsReplacedWithinASecond() throws InterruptedException {
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab bob = Tab.open(other, node(), "wasm");
      List<Tab> tabs = tabs(one, 4, "wasm");
      for (boolean crash : new boolean[] {false, true, true}) {
        Tab leader = leader(tabs);
        tabs.remove(leader);
        Tab writer = tabs.get(0);
        bob.page().evaluate("n => { soulgraph.get(`replaced/${n}`).on(() => {}); }", tabs.size());
        long began = System.nanoTime();
        if (crash) {
          crash(leader);
        } else {
          leader.close();
        }
        long tookMs = relayedAfterMs(writer, "replaced/" + tabs.size(), "after");
        long wholeMs = (System.nanoTime() - began) / 1_000_000;
        System.out.println(
            "leader "
                + (crash ? "crashed" : "closed")
                + ": the next write was relayed after "
                + tookMs
                + " ms, "
                + wholeMs
                + " ms from the end");
        bob.awaitValue("replaced/" + tabs.size(), "value", "after");
        assertTrue(tookMs < 1_000 + SLACK_MS, tookMs + " ms");
      }
      awaitConnections(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLeaderThatStopsIsReplacedAndFencedWhenItGoesOn(boolean frozen) throws Exception {
    String soul = "stopped-" + frozen + "/";
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab bob = Tab.open(other, node(), "wasm");
      List<Tab> tabs = tabs(one, 3, "wasm");
      Tab leader = leader(tabs);
      tabs.remove(leader);
      Tab writer = tabs.get(0);
      writer.page().bringToFront();
      CDPSession tools = devTools(leader);
      if (frozen) {
        lifecycle(tools, "frozen");
      } else {
        leader
            .page()
            .evaluate(
                "() => { setTimeout(() => { const until = Date.now() + 9000; while (Date.now() < until); }, 50); }");
        Thread.sleep(200);
      }
      long tookMs = relayedAfterMs(writer, soul + 1, "while it stops");
      System.out.println(
          "leader " + (frozen ? "frozen" : "stuck") + ": relayed after " + tookMs + " ms");
      assertTrue(tookMs < 5_000 + SLACK_MS, tookMs + " ms");
      bob.awaitValue(soul + 1, "value", "while it stops");
      bob.put(soul + 2, "value", "from Bob");
      writer.awaitValue(soul + 2, "value", "from Bob");
      if (frozen) {
        lifecycle(tools, "active");
      }
      leader.awaitValue(soul + 2, "value", "from Bob");
      leader.awaitOnline();
      awaitConnections(2);
      assertEquals("while it stops", leader.local(soul + 1, "value"));
      relayedAfterMs(leader, soul + 3, "goes on");
      bob.awaitValue(soul + 3, "value", "goes on");
      tabs.add(leader);
      leader(tabs);
      assertEquals(List.of(), leader.errors());
      for (Tab tab : tabs) {
        assertEquals(0, tab.page().evaluate("soulgraph.pending().then(all => all.length)"));
      }
    }
  }

  @Test
  void tabsKilledAtRandomUnderWritesLoseAndDoubleNothing() {
    long seed = Long.getLong("soulgraph.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String prefix = "killed-" + (seed & 0xffff);
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab bob = Tab.open(other, node(), "wasm");
      bob.page().evaluate(COUNT, prefix);
      List<Tab> tabs = new ArrayList<>();
      List<String> written = new ArrayList<>();
      for (int round = 0; round < 12; round++) {
        while (tabs.size() < 3) {
          Tab tab = Tab.open(one, node(), "wasm");
          tab.page().exposeFunction("durable", arguments -> written.add("" + arguments[0]));
          tab.page().evaluate(WRITE, prefix);
          tabs.add(tab);
        }
        tabs.get(0).page().waitForTimeout(100 + random.nextInt(400));
        int index = random.nextInt(tabs.size());
        Tab victim = tabs.remove(index);
        switch (random.nextInt(3)) {
          case 0 -> victim.close();
          case 1 -> crash(victim);
          default -> {
            victim.reload();
            victim.page().evaluate(WRITE, prefix);
            tabs.add(victim);
          }
        }
      }
      tabs.forEach(tab -> tab.page().evaluate("() => { window.ended = true; }"));
      tabs.forEach(Tab::awaitRelayed);
      List<String> all = List.copyOf(written);
      assertTrue(all.size() > 20, "writes: " + all.size());
      bob.page().waitForFunction("souls => souls.every(s => window.came.has(s))", all);
      Object doubled = bob.page().evaluate("[...window.came].filter(([, times]) => times > 1)");
      assertEquals(List.of(), doubled);
      String dump = bob.dump(prefix);
      for (Tab tab : tabs) {
        tab.page().evaluate("prefix => soulgraph.synced(prefix)", prefix);
        assertEquals(dump, tab.dump(prefix));
        assertEquals(0, tab.page().evaluate("soulgraph.pending().then(all => all.length)"));
      }
      System.out.println(all.size() + " writes");
    }
  }

  private static final String COUNT =
      """
      prefix => {
        window.came = new Map();
        soulgraph.query({ prefix }).on((all, { put }) =>
          put.forEach(n => window.came.set(n.$soul, (window.came.get(n.$soul) ?? 0) + 1)));
        return soulgraph.synced(prefix);
      }
      """;

  private static final String WRITE =
      """
      prefix => {
        const run = crypto.randomUUID();
        const loop = async () => {
          for (let n = 0; !window.ended; n++) {
            const soul = `${prefix}/${run}-${n}`;
            await soulgraph.get(soul).put({ n });
            await window.durable(soul);
            await new Promise(resolve => setTimeout(resolve, 5));
          }
        };
        loop().catch(() => {});
      }
      """;
}
