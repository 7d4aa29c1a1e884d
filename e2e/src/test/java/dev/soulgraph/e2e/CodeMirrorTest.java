package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code soulgraph/yjs} under CodeMirror, built by Vite: two browsers, one text, a real node. */
class CodeMirrorTest extends WithNode {
  private static final double WAIT_MS = 30_000;

  private final Project project = Project.installed();
  private final StaticSite site = build();
  private final List<BrowserContext> profiles = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private StaticSite build() {
    project.run("npx", "vite", "build", "text", "--outDir", "../text-built");
    return new StaticSite(project.path("text-built"));
  }

  @AfterEach
  void closeProfiles() {
    profiles.forEach(BrowserContext::close);
    profiles.clear();
    assertEquals(List.of(), complaints);
  }

  @AfterAll
  void closeSite() {
    site.close();
  }

  private Page open(String text, String name, String color) {
    BrowserContext profile = chromium.profile();
    profiles.add(profile);
    Page page = profile.newPage();
    page.onPageError(complaints::add);
    page.setViewportSize(700, 420);
    String query = "/?text=" + text + "&name=" + name + "&color=" + encoded(color);
    page.navigate(site.url(query + "&relay=" + encoded(node().relay())));
    ready(page);
    return page;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static void ready(Page page) {
    page.waitForFunction("() => window.view");
    page.locator(".cm-content").click();
  }

  /** As somebody does at a keyboard. */
  private static void type(Page page, String text) {
    page.locator(".cm-content").focus();
    page.keyboard().type(text);
  }

  private static void press(Page page, String... keys) {
    page.locator(".cm-content").focus();
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  private static String shown(Page page) {
    return (String) page.evaluate("view.state.doc.toString()");
  }

  private static void await(Page page, String text) {
    try {
      page.waitForFunction(
          "text => view.state.doc.toString() === text",
          text,
          new Page.WaitForFunctionOptions().setTimeout(WAIT_MS));
    } catch (RuntimeException e) {
      throw new AssertionError("shows: " + shown(page) + "\nnot: " + text, e);
    }
  }

  private static Locator cursorOf(Page page, String name) {
    return page.locator(".cm-ySelectionInfo").filter(new Locator.FilterOptions().setHasText(name));
  }

  @Test
  void twoTypeAtOnceAndSeeEachOthersCursors() {
    Page alice = open("texts/cursors", "Alice", "#c0392b");
    Page bob = open("texts/cursors", "Bob", "#2471a3");
    type(alice, "Dear Bob,\n");
    await(bob, "Dear Bob,\n");
    press(bob, "Control+End");
    type(bob, "dear Alice.");
    await(alice, "Dear Bob,\ndear Alice.");

    cursorOf(alice, "Bob").waitFor(attached());
    cursorOf(bob, "Alice").waitFor(attached());
    assertEquals(0, cursorOf(alice, "Alice").count(), "one's own cursor is one's own");
    press(bob, "Shift+Home");
    alice.locator(".cm-ySelection").first().waitFor();
    assertEquals("dear Alice.", alice.locator(".cm-ySelection").first().textContent());
    alice.locator(".cm-ySelectionCaret").hover(new Locator.HoverOptions().setForce(true));
    alice.waitForFunction(
        "() => getComputedStyle(document.querySelector('.cm-ySelectionInfo')).opacity === '1'");
    alice.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Command.REPOSITORY.resolve("e2e/target/screenshots/codemirror.png")));

    // What the one undoes is the one's own.
    press(alice, "Control+Home");
    type(alice, "My ");
    await(bob, "My Dear Bob,\ndear Alice.");
    press(bob, "Control+z");
    await(alice, "My Dear Bob,\n");
    press(bob, "Control+y");
    await(alice, "My Dear Bob,\ndear Alice.");

    profiles.get(1).close();
    cursorOf(alice, "Bob")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  }

  @Test
  void whatIsTypedOfflineIsMergedAlsoAfterAReload() {
    Page alice = open("texts/offline", "Alice", "#c0392b");
    Page bob = open("texts/offline", "Bob", "#2471a3");
    type(alice, "one two three");
    await(bob, "one two three");

    bob.evaluate("db.offline = true");
    press(bob, "Control+End");
    type(bob, " four");
    press(bob, "Control+Home", "Control+Delete");
    type(alice, ", and Alice");
    String bobs = shown(bob);
    assertTrue(bobs.endsWith(" three four") && !bobs.contains("one"), bobs);
    bob.evaluate("provider.flush()");
    // The page forgets that it was told to stay offline, not what was typed.
    bob.reload();
    ready(bob);
    String merged = bobs.replace(" three four", " three");
    // Both typed at the end: whose comes first is for Yjs to say, the same on both sides.
    bob.waitForFunction(
        "() => view.state.doc.toString().includes(', and Alice')",
        null,
        new Page.WaitForFunctionOptions().setTimeout(WAIT_MS));
    String both = shown(bob);
    assertTrue(
        List.of(merged + " four, and Alice", merged + ", and Alice four").contains(both), both);
    await(alice, both);

    type(alice, "!");
    await(bob, shown(alice));
  }

  /** Fast, for a while, both at once. */
  @Test
  void nothingIsLostWhenBothTypeFast() {
    Page alice = open("texts/fast", "Alice", "#c0392b");
    Page bob = open("texts/fast", "Bob", "#2471a3");
    for (int round = 0; round < 20; round++) {
      type(alice, "abcde");
      type(bob, "VWXYZ");
    }
    alice.waitForFunction(
        "() => view.state.doc.length === 200",
        null,
        new Page.WaitForFunctionOptions().setTimeout(WAIT_MS));
    String text = shown(alice);
    await(bob, text);
    assertEquals("abcde".repeat(20), text.replaceAll("[A-Z]", ""));
    assertEquals("VWXYZ".repeat(20), text.replaceAll("[a-z]", ""));
  }
}
