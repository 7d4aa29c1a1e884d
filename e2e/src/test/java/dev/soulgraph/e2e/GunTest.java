package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications written for GUN, built by Vite with {@code soulgraph/gun} in its place. */
class GunTest extends WithNode {
  private static final String ALIAS = "alice ✓/!";
  private static final String PASSWORD = "correct horse";

  private final Project project = Project.installed();
  private final StaticSite site = build();
  private final List<BrowserContext> profiles = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private StaticSite build() {
    project.run("npx", "vite", "build", "gun", "--outDir", "../gun-built");
    return new StaticSite(project.path("gun-built"));
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

  private Page open(String room) {
    BrowserContext profile = chromium.profile();
    profiles.add(profile);
    Page page = profile.newPage();
    page.onPageError(complaints::add);
    String peer = node().relay().replaceFirst("^ws", "http").replaceFirst("/gossip$", "/gun");
    page.navigate(site.url("/?room=" + room + "&peer=" + peer));
    page.waitForFunction("() => window.gun");
    return page;
  }

  private static void submit(Page page, String form, String field, String text) {
    page.locator(form + " [name=" + field + "]").fill(text);
    page.locator(form + " [name=" + field + "]").press("Enter");
  }

  private static void awaitText(Locator place, String text) {
    place.and(place.page().getByText(text, new Page.GetByTextOptions().setExact(true))).waitFor();
  }

  private static void sign(Page page, String way, String password, String answer) {
    page.locator("[name=alias]").fill(ALIAS);
    page.locator("[name=pass]").fill(password);
    page.locator("[name=" + way + "]").click();
    awaitText(page.locator("output"), answer);
  }

  @Test
  void aTodoListIsSharedEditedAndEmptied() {
    Page page = open("todos");
    Page other = open("todos");
    submit(page, "#add", "title", "Buy bread");
    submit(page, "#add", "title", "Bake a cake");
    Locator bread = other.locator("#todo li").filter(with("Buy bread"));
    Locator cake = other.locator("#todo li").filter(with("Bake a cake"));
    bread.locator("input").check();
    page.locator("#todo li").filter(with("Buy bread")).locator("input:checked").waitFor();
    cake.locator("button").click();
    page.waitForFunction("() => document.querySelectorAll('#todo li').length === 1");
    page.reload();
    page.locator("#todo li").filter(with("Buy bread")).locator("input:checked").waitFor();
    assertEquals(1, page.locator("#todo li").count());
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void aChatIsSignedByWhoHasSignedInOnAnyBrowser() {
    Page alice = open("room");
    sign(alice, "create", "short", "Password too short!");
    sign(alice, "create", PASSWORD, "I am " + ALIAS);
    submit(alice, "#say", "what", "Hello");
    Page other = open("room");
    awaitText(other.locator("#chat li"), ALIAS + ": Hello");
    sign(other, "create", "another password", "User already created!");
    sign(other, "auth", "wrong password", "Wrong user or password.");
    sign(other, "auth", PASSWORD, "I am " + ALIAS);
    submit(other, "#say", "what", "Me too");
    awaitText(alice.locator("#chat li"), ALIAS + ": Me too");
    assertEquals(
        alice.evaluate("gun.user().is.pub"),
        other.evaluate("gun.user().is.pub"),
        "one account, one author");
    assertEquals(2, alice.locator("#chat li").count());

    alice.reload();
    awaitText(alice.locator("output"), "I am " + ALIAS);
    alice.evaluate("gun.user().leave()");
    alice.reload();
    awaitText(alice.locator("#chat li"), ALIAS + ": Me too");
    assertEquals("", alice.locator("output").textContent());
  }

  /** What GUN's applications see of each other, and what they are refused. */
  @Test
  void chainsLeadWhereTheyLeadInGun() {
    Page page = open("chains");
    assertEquals(
        List.of(
            "mark/boss Fluff",
            "Fluff name",
            "deep/a/b 1",
            "undefined nobody",
            "Data at the root of a graph must be a node (an object)",
            "Invalid data: an array at x.y",
            "Nobody has signed in"),
        page.evaluate(
            """
            async () => {
              const ask = (call) => new Promise((resolve) => call(resolve));
              const ack = (chain, data) => ask((tell) => chain.put(data, (a) => tell(a.err ?? "ok")));
              const once = (chain) => ask((tell) => chain.once((data, key) => tell([data, key])));
              const mark = gun.get("mark");
              mark.put({ name: "Mark", boss: { name: "?", species: "cat" } });
              mark.get("boss").get("name").put("Fluff");
              const [boss] = await once(mark.get("boss"));
              const name = await once(gun.get("mark").path("boss.name"));
              await ack(gun.get("deep").get("a").get("b"), { c: 1 });
              const [deep] = await once(gun.get("deep").get("a").get("b"));
              const back = gun.get("deep").get("a").back() instanceof Object && gun.back(-1) === gun;
              return [
                boss._["#"] + " " + boss.name,
                name.join(" "),
                deep._["#"] + " " + (back ? deep.c : "?"),
                (await once(gun.get("nobody"))).map(String).join(" "),
                await ack(gun.get("x"), "y"),
                await ack(gun.get("x").get("y"), [1]),
                await ack(gun.user(), { x: 1 }),
              ];
            }
            """));
  }

  @Test
  void offEndsWhatOnBegan() {
    Page page = open("off");
    page.evaluate(
        """
        () => {
          window.heard = [];
          window.count = gun.get("off/count");
          count.get("n").on(function (n, key, message, event) {
            heard.push(n);
            if (n === 2) event.off();
          });
          window.whole = count.on((data) => heard.push(data.n * 10));
        }
        """);
    for (int n = 1; n <= 3; n++) {
      page.evaluate("n => new Promise((done) => gun.get('off/count').put({ n }, done))", n);
      page.waitForFunction("n => heard.includes(n * 10)", n);
    }
    page.evaluate("whole.off()");
    page.evaluate("new Promise((done) => gun.get('off/count').put({ n: 4 }, done))");
    assertEquals(
        List.of(1, 2, 10, 20, 30),
        page.evaluate("[...heard].sort((a, b) => a - b)"),
        "each value once, and none after the end");
  }
}
