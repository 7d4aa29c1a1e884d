package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers that meet through a node, with each engine. */
class MeetingTest extends WithNode {
  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void twoBrowsersSeeEachOthersWrites(String engine) {
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab alice = Tab.open(one, node(), engine);
      Tab bob = Tab.open(other, node(), engine);
      String soul = "meeting-" + engine + "/one";
      alice.put(soul, "name", "Žofie 😀");
      bob.awaitValue(soul, "name", "Žofie 😀");
      bob.put(soul, "name", "Zoe");
      alice.awaitValue(soul, "name", "Zoe");
      assertEquals(List.of(), alice.errors());
      assertEquals(List.of(), bob.errors());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void editsMadeOfflineOnBothSidesEndEqual(String engine) {
    String prefix = "apart-" + engine;
    String shared = prefix + "/shared";
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab alice = Tab.open(one, node(), engine);
      Tab bob = Tab.open(other, node(), engine);
      alice.put(shared, "name", "before");
      bob.awaitValue(shared, "name", "before");

      one.setOffline(true);
      bob.offline(true);
      alice.put(shared, "name", "Alice's");
      alice.put(shared, "age", 7);
      alice.put(prefix + "/a", "by", "Alice");
      bob.put(shared, "name", "Bob's");
      bob.put(shared, "city", "Brno");
      bob.put(prefix + "/b", "by", "Bob");
      assertEquals("Alice's", alice.local(shared, "name"));
      assertEquals("Bob's", bob.local(shared, "name"));
      one.setOffline(false);
      bob.offline(false);

      bob.awaitValue(prefix + "/a", "by", "Alice");
      alice.awaitValue(prefix + "/b", "by", "Bob");
      alice.awaitValue(shared, "city", "Brno");
      bob.awaitValue(shared, "age", 7);
      alice.awaitRelayed();
      bob.awaitRelayed();
      String winner = "" + alice.local(shared, "name");
      assertTrue(List.of("Alice's", "Bob's").contains(winner), winner);
      bob.awaitValue(shared, "name", winner);
      assertEquals(alice.dump(prefix), bob.dump(prefix));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void aPageReloadedOfflineHasItsDataAndItsUnsentWrites(String engine) {
    String prefix = "reload-" + engine;
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab alice = Tab.open(one, node(), engine);
      Tab bob = Tab.open(other, node(), engine);
      bob.put(prefix + "/theirs", "name", "from the network");
      alice.awaitValue(prefix + "/theirs", "name", "from the network");
      alice.page().waitForFunction("() => navigator.serviceWorker.controller !== null");

      one.setOffline(true);
      alice.put(prefix + "/mine", "name", "unsent");
      alice.reload();
      assertEquals("from the network", alice.local(prefix + "/theirs", "name"));
      assertEquals("unsent", alice.local(prefix + "/mine", "name"));
      assertEquals(1, alice.page().evaluate("soulgraph.pending().then(all => all.length)"));

      one.setOffline(false);
      bob.awaitValue(prefix + "/mine", "name", "unsent");
      alice.awaitRelayed();
      assertEquals(0, alice.page().evaluate("soulgraph.pending().then(all => all.length)"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void aSecondTabSharesDataAuthorAndUnsentWrites(String engine) {
    String prefix = "tabs-" + engine;
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab first = Tab.open(one, node(), engine);
      Tab second = Tab.open(one, node(), engine);
      Tab bob = Tab.open(other, node(), engine);
      assertEquals(
          first.page().evaluate("soulgraph.author"), second.page().evaluate("soulgraph.author"));
      first.put(prefix + "/online", "name", "seen at once");
      second.awaitValue(prefix + "/online", "name", "seen at once");
      first.awaitRelayed();

      one.setOffline(true);
      first.put(prefix + "/offline", "name", "through the tabs");
      second.awaitValue(prefix + "/offline", "name", "through the tabs");
      first.close();
      one.setOffline(false);
      bob.awaitValue(prefix + "/offline", "name", "through the tabs");
      second.awaitRelayed();
    }
  }
}
