package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries, counters and lists of browsers that share a node, from pages of another origin. */
class CollectionsTest extends WithNode {
  private static final String PAGE =
      """
      <!doctype html><script type="module">
      import { open } from "%s/soulgraph.js";
      import { model, text } from "%s/soulgraph.model.js";
      window.Named = model({ name: text() });
      window.until = async check => { while (!(await check())) await new Promise(r => setTimeout(r, 20)); };
      const options = new URLSearchParams(location.search);
      window.db = await open({ relays: ["%s"], engine: options.get("engine") });
      </script>
      """;

  private WebSite site() {
    return new WebSite(Map.of("/", PAGE.formatted(node().url(), node().url(), node().relay())));
  }

  private static Page open(BrowserContext profile, WebSite site, String engine) {
    Page page = profile.newPage();
    page.navigate(site.url("/?engine=" + engine));
    page.waitForFunction("() => window.db");
    return page;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void countsOfTabsAndBrowsersAddUp(String engine) {
    try (WebSite site = site();
        BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      String soul = "counted/" + engine;
      List<Page> pages = new ArrayList<>();
      for (BrowserContext profile : List.of(one, one, other)) {
        pages.add(open(profile, site, engine));
      }
      for (Page page : pages) {
        page.evaluate(
            "soul => { window.counting = Promise.all(Array.from({ length: 20 }, (_, i) =>"
                + " new Promise(r => setTimeout(r, 5 * i)).then(() =>"
                + " db.get(soul).increment('likes')))); window.stop = db.get(soul).on(() => {}); }",
            soul);
      }
      for (Page page : pages) {
        page.evaluate("counting.then(() => {})");
      }
      for (Page page : pages) {
        page.evaluate("soul => until(() => db.get(soul).value?.likes === 60)", soul);
      }
      pages.get(0).reload();
      pages.get(0).waitForFunction("() => window.db");
      pages.get(0).evaluate("soul => db.get(soul).increment('likes', 40).then(() => {})", soul);
      pages.get(2).evaluate("soul => until(() => db.get(soul).value?.likes === 100)", soul);
    }
  }

  @Test
  void twoThatMoveAtOnceSeeOneOrderAndEachElementOnce() {
    try (WebSite site = site();
        BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Page alice = open(one, site, "wasm");
      Page bob = open(other, site, "wasm");
      String shown =
          "() => db.list('moved').once().then(items => items.map(i => i.value).join(''))";
      alice.evaluate("() => db.list('moved').push('a', 'b', 'c', 'd').then(() => db.synced())");
      for (Page page : List.of(alice, bob)) {
        page.evaluate("() => { window.stop = db.list('moved').on(() => {}); }");
        page.evaluate("show => until(async () => (await eval(show)()) === 'abcd')", shown);
        page.evaluate("() => { db.offline = true; }");
      }
      alice.evaluate(
          """
          async () => {
            const list = db.list("moved");
            const [a, b] = await list.once();
            await list.move(a, 3);
            await list.remove(b);
            await list.push("x");
          }
          """);
      bob.evaluate(
          """
          async () => {
            const list = db.list("moved");
            const [a, b] = await list.once();
            await list.move(b, 3);
            await list.move(a, 1);
            await list.insert(0, "y");
          }
          """);
      for (Page page : List.of(alice, bob)) {
        page.evaluate("() => { db.offline = false; }");
      }
      String five =
          "show => until(async () => (await eval(show)()).length === 5 && db.status.value.pending === 0)";
      for (Page page : List.of(alice, bob)) {
        page.evaluate(five, shown);
      }
      bob.evaluate("() => db.synced()");
      alice.evaluate("() => db.synced()");
      String order = (String) alice.evaluate(shown);
      assertEquals("acdxy", sorted(order), order);
      assertEquals(order, bob.evaluate(shown));
    }
  }

  private static String sorted(String text) {
    return text.chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The query's file and the model come from the node, to a page elsewhere. */
  @Test
  void aQueryFollowsWhatAnotherBrowserWrites() {
    try (WebSite site = site();
        BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Page alice = open(one, site, "wasm");
      Page bob = open(other, site, "wasm");
      alice.evaluate(
          """
          () => {
            window.calls = [];
            Named.query(db, { prefix: "found", order: { key: "name", desc: true }, limit: 2 })
              .on(nodes => calls.push(nodes.map(n => n.name).join("")));
          }
          """);
      for (String name : List.of("a", "c", "b")) {
        bob.evaluate(
            "name => db.get('found/' + name).put({ name }).then(r => r.when('relayed'))", name);
      }
      alice.waitForFunction("() => calls.at(-1) === 'cb'");
      bob.evaluate("() => db.get('found/c').put({ name: 7 }).then(r => r.when('relayed'))");
      alice.waitForFunction("() => calls.at(-1) === 'ba'");
      assertEquals(
          "model-invalid",
          alice.evaluate("Named.get(db, 'n').put({ name: 7 }).catch(e => e.code)"));
    }
  }

  @Test
  void whatWasRefusedIsThereAfterAReloadAndCanBeTriedAgainOrDropped() {
    try (WebSite site = site();
        BrowserContext profile = chromium.profile()) {
      Page page = open(profile, site, "wasm");
      Object codes =
          page.evaluate(
              """
              async () => {
                db.offline = true;
                const soul = `refused/!${Date.now() + 1500}/a`;
                await db.get(soul).put({ x: 1 });
                await db.get("kept").put({ x: 1 });
                await new Promise(r => setTimeout(r, 2000));
                db.offline = false;
                await until(async () => (await db.pending()).some(r => r.state === "refused"));
                return (await db.pending()).filter(r => r.state === "refused").map(r => r.error.code);
              }
              """);
      assertEquals(List.of("expired"), codes);
      page.reload();
      page.waitForFunction("() => window.db");
      assertEquals(
          List.of("refused", "expired", "expired", 1, 0),
          page.evaluate(
              """
              async () => {
                const refused = async () => (await db.pending()).filter(r => r.state === "refused");
                const [receipt] = await refused();
                const again = await receipt.retry().catch(e => e.code);
                const still = (await refused()).length;
                await (await refused())[0].drop();
                return [receipt.state, receipt.error.code, again, still, (await refused()).length];
              }
              """));
      assertTrue((boolean) page.evaluate("db.get('kept').value.x === 1"));
    }
  }
}
