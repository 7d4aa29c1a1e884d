package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tabs of one browser share one store, one connection and one order of events. */
class TabsTest extends WithTabs {
  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void tabsShareOneConnectionAndOneOrder(String engine) throws InterruptedException {
    String prefix = "one-" + engine;
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      awaitConnections(0);
      List<Tab> tabs = tabs(one, 4, engine);
      awaitConnections(1);
      Tab bob = Tab.open(other, node(), engine);
      awaitConnections(2);
      for (Tab tab : tabs) {
        tab.page()
            .evaluate(
                """
                prefix => {
                  window.seen = [];
                  soulgraph.query({ prefix }).on((all, { put }) =>
                    put.forEach(n => window.seen.push(n.$soul)));
                  return soulgraph.synced(prefix);
                }
                """,
                prefix);
      }
      for (int i = 0; i < 50; i++) {
        bob.put(prefix + "/" + (i * 37 % 50), "n", i);
      }
      for (Tab tab : tabs) {
        tab.page().waitForFunction("() => new Set(window.seen).size === 50");
      }
      Object order = tabs.get(0).page().evaluate("window.seen");
      for (Tab tab : tabs) {
        assertEquals(order, tab.page().evaluate("window.seen"));
        assertEquals(List.of(), tab.errors());
      }
      for (int i = 0; i < tabs.size(); i++) {
        relayedAfterMs(tabs.get(i), prefix + "-by/" + i, i);
        bob.awaitValue(prefix + "-by/" + i, "value", i);
        assertTrue(
            (double) (int) tabs.get(i).page().evaluate("soulgraph.status.value.roundTripMs | 0")
                >= 0);
      }
      awaitConnections(2);
    }
  }

  @Test
  void aReceiptTellsWhatBecameOfItInTheTabThatWrote() {
    try (BrowserContext one = chromium.profile()) {
      for (Tab tab : tabs(one, 3, "wasm")) {
        Object outcomes =
            tab.page()
                .evaluate(
                    """
                    async () => {
                      const receipt = await soulgraph.get("receipts/one").put({ a: 1, b: Math.random() });
                      await receipt.when("relayed");
                      return [receipt.state, receipt.replicas, receipt.outcomes.applied, soulgraph.status.value.pending];
                    }
                    """);
        assertEquals(List.of("relayed", 1, 2, 0), outcomes);
      }
    }
  }

  @Test
  void theSwitchIsEachTabsOwn() throws InterruptedException {
    try (BrowserContext one = chromium.profile()) {
      awaitConnections(0);
      List<Tab> tabs = tabs(one, 2, "wasm");
      Tab leader = leader(tabs);
      Tab follower = tabs.get(tabs.indexOf(leader) == 0 ? 1 : 0);
      leader.offline(true);
      relayedAfterMs(follower, "switch/1", "on");
      assertEquals("online", follower.page().evaluate("soulgraph.status.value.state"));
      assertEquals("offline", leader.page().evaluate("soulgraph.status.value.state"));
      follower.offline(true);
      awaitConnections(0);
      assertEquals("offline", follower.page().evaluate("soulgraph.status.value.state"));
      follower.put("switch/2", "value", "kept");
      leader.offline(false);
      leader.awaitOnline();
      assertEquals("offline", follower.page().evaluate("soulgraph.status.value.state"));
      follower.awaitRelayed();
      follower.offline(false);
      follower.awaitOnline();
      awaitConnections(1);
    }
  }

  @Test
  void aRefusalIsShownInTheTabThatWrote() {
    try (BrowserContext one = chromium.profile()) {
      List<Tab> tabs = tabs(one, 2, "wasm");
      Tab leader = leader(tabs);
      Tab follower = tabs.get(tabs.indexOf(leader) == 0 ? 1 : 0);
      // Expired by the time at which it comes to the node.
      tabs.forEach(tab -> tab.offline(true));
      follower
          .page()
          .evaluate(
              """
              async () => {
                const soul = `refused/!${Date.now() + 1500}/it`;
                window.receipt = await soulgraph.get(soul).put({ a: 1 });
              }
              """);
      follower.page().waitForTimeout(2_000);
      leader.offline(false);
      follower.page().waitForFunction("() => window.receipt.state === 'refused'");
      assertEquals("expired", follower.page().evaluate("window.receipt.error.code"));
      assertEquals(
          1, follower.page().evaluate("soulgraph.pending().then(all => all.length)"), "kept");
      follower.page().evaluate("() => window.receipt.drop()");
      follower.reload();
      assertEquals(0, follower.page().evaluate("soulgraph.pending().then(all => all.length)"));
    }
  }

  @Test
  void whoIsThereIsToldInAllTabs() {
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab bob = Tab.open(other, node(), "wasm");
      List<Tab> tabs = tabs(one, 3, "wasm");
      attend(bob, "bob");
      for (int i = 0; i < tabs.size(); i++) {
        attend(tabs.get(i), "tab " + i);
      }
      awaitPresent(bob, "bob!", "tab 0", "tab 1", "tab 2");
      awaitPresent(tabs.get(0), "bob", "tab 0!", "tab 1", "tab 2");
      awaitPresent(tabs.get(1), "bob", "tab 0", "tab 1!", "tab 2");
      awaitPresent(tabs.get(2), "bob", "tab 0", "tab 1", "tab 2!");
      Tab leader = leader(tabs);
      Tab follower = tabs.get(2);
      follower.page().evaluate("soulgraph.presence('rooms/tabs').set('moved')");
      awaitPresent(bob, "bob!", "moved", "tab 0", "tab 1");
      awaitPresent(leader, "bob", "moved", "tab 0!", "tab 1");
      assertEquals(
          "value-too-large",
          follower
              .page()
              .evaluate(
                  "() => { try { soulgraph.presence('rooms/large').set('x'.repeat(2000)); } catch (e) { return e.code; } }"));
      crash(follower);
      awaitPresent(bob, "bob!", "tab 0", "tab 1");
      awaitPresent(tabs.get(1), "bob", "tab 0", "tab 1!");
      leader.close();
      awaitPresent(bob, "bob!", "tab 1");
      awaitPresent(tabs.get(1), "bob", "tab 1!");
    }
  }

  private static void attend(Tab tab, String text) {
    tab.page()
        .evaluate(
            """
            text => {
              const presence = soulgraph.presence("rooms/tabs");
              presence.on(all => (window.present = all));
              presence.set(text);
            }
            """,
            text);
  }

  /** What is said in the tab itself bears a mark. */
  private static void awaitPresent(Tab tab, String... wanted) {
    tab.page()
        .waitForFunction(
            "wanted => JSON.stringify(window.present.map(p => p.value + (p.own ? '!' : '')).sort()) === JSON.stringify(wanted)",
            List.of(wanted));
  }

  @Test
  void aLoneTabKeepsWhatOthersWrite() {
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab bob = Tab.open(other, node(), "wasm");
      bob.put("alone/1", "value", "from Bob");
      bob.awaitRelayed();
      Tab alone = Tab.open(one, node(), "wasm");
      alone.awaitValue("alone/1", "value", "from Bob");
      alone.page().evaluate("soulgraph.close()");
      Tab later = Tab.open(one, node().url(), "wasm", "&relay=");
      assertEquals("from Bob", later.local("alone/1", "value"));
    }
  }

  @Test
  void reloadsInAStormEndWithOneConnection() throws InterruptedException {
    try (BrowserContext one = chromium.profile()) {
      awaitConnections(0);
      List<Tab> tabs = tabs(one, 4, "wasm");
      for (int round = 0; round < 3; round++) {
        for (Tab tab : tabs) {
          try {
            tab.page().evaluate("() => { setTimeout(() => location.reload()); }");
          } catch (PlaywrightException alreadyReloading) {
            // The storm goes on.
          }
        }
        tabs.get(0).page().waitForTimeout(150);
      }
      tabs.forEach(Tab::reload);
      tabs.forEach(Tab::awaitOnline);
      awaitConnections(1);
      relayedAfterMs(tabs.get(2), "storm/1", Map.of().size());
    }
  }
}
