package dev.soulgraph.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that people open, used as they use it: by its buttons and fields. */
class PageTest extends WithNode {
  private static Locator at(Page page, String testId) {
    return page.getByTestId(testId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void theInspectorEditsAddsAndDeletesAndOthersSeeIt(String engine) {
    String soul = "page-" + engine + "/alice";
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab alice = Tab.open(one, node(), engine);
      Tab bob = Tab.open(other, node(), engine);
      alice.put(soul, "name", "Alice");
      alice.page().navigate(node().url() + "/?engine=" + engine + "#" + soul);
      Page page = alice.page();
      Locator name = page.locator("[data-testid=property-row][data-key=name]");
      assertThat(name).isVisible();

      name.getByTestId("property-value").click();
      name.getByTestId("property-input").fill("Alicia");
      name.getByTestId("property-input").press("Enter");
      bob.awaitValue(soul, "name", "Alicia");

      at(page, "add-key").fill("age");
      at(page, "add-property").locator("[data-testid=add-value]").fill("42");
      at(page, "add-submit").click();
      bob.awaitValue(soul, "age", 42);

      Locator age = page.locator("[data-testid=property-row][data-key=age]");
      age.getByTestId("property-delete").click();
      assertThat(age).hasCount(0);
      bob.page().waitForFunction("soul => !('age' in soulgraph.get(soul).value)", soul);
      assertEquals(List.of(), alice.errors());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void theOfflineSwitchHoldsWritesBackAndLetsThemGo(String engine) {
    String soul = "switch-" + engine + "/one";
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab alice = Tab.open(one, node(), engine);
      Tab bob = Tab.open(other, node(), engine);
      Page page = alice.page();
      alice.awaitOnline();
      assertThat(at(page, "status"))
          .containsText(Pattern.compile("online", Pattern.CASE_INSENSITIVE));
      assertThat(at(page, "round-trip")).containsText("ms");
      assertThat(at(page, "author")).containsText("z6Mk");

      at(page, "offline-switch").click();
      assertThat(at(page, "status"))
          .containsText(Pattern.compile("offline", Pattern.CASE_INSENSITIVE));
      alice.put(soul, "name", "waiting");
      assertThat(at(page, "pending-count")).hasText("1");
      at(page, "offline-switch").click();
      bob.awaitValue(soul, "name", "waiting");
      assertThat(at(page, "pending-count")).isHidden();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void anEmptyDatabaseSaysWhatToDoAndFillsWithSampleData(String engine) {
    try (BrowserContext one = chromium.profile()) {
      Tab tab = Tab.open(one, node().url(), engine, "&relay=&name=empty-" + engine);
      Page page = tab.page();
      assertThat(at(page, "empty")).isVisible();
      at(page, "add-sample").click();
      assertThat(at(page, "empty")).isHidden();
      assertThat(at(page, "node-item").first()).isVisible();
      assertEquals(List.of(), tab.errors());
    }
  }

  @Test
  void theFocusGoesBackToWhereItWasWhenTheInspectorCloses() {
    try (BrowserContext one = chromium.profile()) {
      Tab tab = Tab.open(one, node().url(), "wasm", "&relay=&name=focus");
      Page page = tab.page();
      at(page, "add-sample").click();
      Locator item = page.locator("[data-soul='people/ada'] > button");

      item.press("Enter");
      page.keyboard().press("e");
      assertThat(at(page, "add-key")).isFocused();
      page.keyboard().press("Escape");
      assertThat(at(page, "inspector-close")).isHidden();
      assertThat(item).isFocused();

      at(page, "graph").focus();
      page.evaluate("location.hash = 'people/ada'");
      assertThat(at(page, "inspector-close")).isVisible();
      page.keyboard().press("e");
      page.keyboard().press("Escape");
      assertThat(at(page, "graph")).isFocused();
      assertEquals(List.of(), tab.errors());
    }
  }
}
