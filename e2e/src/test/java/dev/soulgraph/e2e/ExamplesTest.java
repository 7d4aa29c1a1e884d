package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The small applications that a node serves, each in two browsers. */
class ExamplesTest extends WithNode {
  private static final int LINES_MAX = 100;

  private final List<BrowserContext> profiles = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @AfterEach
  void closeProfiles() {
    profiles.forEach(BrowserContext::close);
    profiles.clear();
    assertEquals(List.of(), complaints);
  }

  private Page open(String example) {
    BrowserContext profile = chromium.profile();
    profiles.add(profile);
    Page page = profile.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.navigate(node().url());
    page.locator("#help-button").click();
    page.locator("#help a[href='examples/index.html']").click();
    page.locator("a[href='" + example + ".html']").click();
    return page;
  }

  private static void submit(Locator field, String text) {
    field.fill(text);
    field.press("Enter");
  }

  private static Locator item(Page page, String text) {
    return page.locator("li").filter(new Locator.FilterOptions().setHasText(text));
  }

  private static void awaitCards(Page page, String... columns) {
    page.waitForFunction(
        """
        (columns) => columns.every((titles, at) => titles === Array.from(
          document.querySelectorAll(`section:nth-child(${at + 1}) li`),
          (card) => card.firstChild.textContent,
        ).join())
        """,
        List.of(columns));
  }

  @Test
  void aTodoListIsShared() {
    Page one = open("todo");
    Page other = open("todo");
    one.getByText("Nothing to do yet.").waitFor();
    submit(one.locator("[name=title]"), "Buy bread");
    submit(one.locator("[name=title]"), "<b>Bake</b>");
    item(other, "Buy bread").locator("input").check();
    one.getByText("1 of 2 left").waitFor();
    item(one, "Buy bread").locator("input:checked").waitFor();
    item(other, "<b>Bake</b>").getByText("Delete").click();
    one.getByText("0 of 1 left").waitFor();
    assertEquals(1, one.locator("#items li").count());
  }

  @Test
  void aChatTellsWhereEachMessageIs() {
    Page one = open("chat");
    Page other = open("chat");
    submit(one.locator("[name=text]"), "Hello");
    item(one, "Hello").getByText("relayed").waitFor();
    item(other, "Hello").waitFor();
    submit(other.locator("[name=text]"), "Hello yourself");
    item(one, "Hello yourself").waitFor();
    assertEquals(List.of("me", "me"), ownNames(one, other));
  }

  private static List<String> ownNames(Page... pages) {
    return Stream.of(pages).map(page -> page.locator(".own b").textContent()).toList();
  }

  @Test
  void cardsAreMovedAndUndone() {
    Page one = open("kanban");
    Page other = open("kanban");
    Locator add = one.locator("section:first-child input");
    for (String title : List.of("A", "B", "C")) {
      submit(add, title);
    }
    awaitCards(other, "A,B,C", "", "");
    other.getByLabel("Move up C").click();
    awaitCards(one, "A,C,B", "", "");
    one.getByLabel("Move right A").click();
    awaitCards(other, "C,B", "A", "");
    other.getByLabel("Move right B").click();
    awaitCards(one, "C", "A,B", "");
    other.locator("#undo").click();
    awaitCards(one, "C,B", "A", "");
    other.locator("#redo").click();
    awaitCards(one, "C", "A,B", "");
    one.getByLabel("Delete C").click();
    awaitCards(other, "", "A,B", "");
    other
        .locator("section:nth-child(2) li:first-child")
        .dragTo(other.locator("section:nth-child(3) ol + form"));
    awaitCards(one, "", "B", "A");
  }

  @Test
  void twoWriteOneText() {
    Page one = open("text");
    Page other = open("text");
    Locator mine = one.locator("textarea:enabled");
    Locator theirs = other.locator("textarea:enabled");
    mine.pressSequentially("The fox 🦊");
    awaitText(other, "The fox 🦊");
    one.context().setOffline(true);
    mine.press("Home");
    for (int i = 0; i < 4; i++) {
      mine.press("ArrowRight");
    }
    mine.pressSequentially("quick ");
    theirs.press("End");
    theirs.pressSequentially(" jumps");
    theirs.press("Home");
    theirs.press("Delete");
    theirs.pressSequentially("t");
    one.context().setOffline(false);
    awaitText(one, "the quick fox 🦊 jumps");
    awaitText(other, "the quick fox 🦊 jumps");
    mine.pressSequentially("brown ");
    awaitText(other, "the quick brown fox 🦊 jumps");
  }

  private static void awaitText(Page page, String text) {
    page.waitForFunction("text => document.querySelector('textarea').value === text", text);
  }

  @Test
  void whoeverIsHereIsSeenUntilTheyLeave() {
    Page one = open("here");
    Page other = open("here");
    one.locator("#name").fill("Alice");
    other.locator("#name").fill("Bob");
    item(other, "Alice").waitFor();
    item(one, "Bob").waitFor();
    item(one, "Alice (me)").waitFor();
    one.locator("#field").hover(new Locator.HoverOptions().setPosition(20, 20));
    other.waitForFunction(
        "() => Array.from(document.querySelectorAll('#field span')).some("
            + "(mark) => mark.textContent === 'Alice' && mark.style.left !== '50%')");
    one.close();
    other.waitForFunction("() => document.querySelectorAll('#people li').length === 1");
  }

  @Test
  void everyExampleIsShortAndNamedOnItsPage() throws IOException {
    Path folder = Command.REPOSITORY.resolve(Path.of("web", "src", "main", "web", "examples"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path script : files.filter(file -> file.toString().endsWith(".js")).toList()) {
        String name = script.getFileName().toString().replace(".js", "");
        int markup = Files.readAllLines(folder.resolve(name + ".html")).size();
        assertTrue(markup + Files.readAllLines(script).size() < LINES_MAX, name);
        Page page = open(name);
        page.locator("footer a[href='" + script.getFileName() + "']").waitFor();
      }
    }
  }
}
