package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packed package's hooks and stores, built by Vite, with a real node and another client. */
class FrameworksTest extends WithNode {
  private final Project project = Project.installed();
  private final StaticSite production = build("production");
  private final StaticSite development = build("development");
  private final List<BrowserContext> profiles = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private StaticSite build(String mode) {
    String folder = "frameworks-" + mode;
    project.run("npx", "vite", "build", "frameworks", "--mode", mode, "--outDir", "../" + folder);
    return new StaticSite(project.path(folder));
  }

  @AfterEach
  void closeProfiles() {
    profiles.forEach(BrowserContext::close);
    profiles.clear();
    assertEquals(List.of(), complaints);
  }

  @AfterAll
  void closeSites() {
    production.close();
    development.close();
  }

  /** A page with a profile, and so an author, of its own. */
  private Page open(String mode, boolean strict) {
    StaticSite site = mode.equals("production") ? production : development;
    return open(site.url("/?strict=" + strict + "&relay=" + node().relay()), "window.hydrate");
  }

  private Page open(String url, String ready) {
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
    page.navigate(url);
    page.waitForFunction("() => " + ready);
    return page;
  }

  private static void write(Page page, String soul, String name) {
    page.evaluate(
        "([soul, name]) => db.get(soul).put({ name }).then((receipt) => receipt.when('relayed'))",
        List.of(soul, name));
  }

  private static void await(Page page, String place, String text) {
    page.waitForFunction(
        "([place, text]) => document.querySelector(place)?.textContent === text",
        List.of(place, text));
  }

  private static int number(Page page, String of) {
    return (int) page.evaluate(of);
  }

  @ParameterizedTest
  @CsvSource({"production, false, 1", "development, false, 1", "development, true, 2"})
  void componentsFollowWhatAnotherClientWrites(String mode, boolean strict, int each) {
    String people = "react-" + mode + "-" + strict;
    String alice = people + "/alice";
    String bob = people + "/bob";
    Page other = open(mode, false);
    Page page = open(mode, strict);
    page.evaluate("soul => react.show(soul)", alice);
    await(page, "#react b", "nobody");
    await(page, "#react s", "wasm");

    write(other, alice, "Alice");
    await(page, "#react b", "Alice");
    await(page, "#react li", "Alice");
    int watched = number(page, "watched.now");
    int calls = number(page, "watched.calls");
    int persons = number(page, "renders.person");
    int lists = number(page, "renders.people");
    int tags = number(page, "renders.tags");
    for (String name : List.of("Alicia", "Ali")) {
      write(other, alice, name);
      await(page, "#react b", name);
      await(page, "#react li", name);
    }
    assertEquals(persons + 2 * each, number(page, "renders.person"), "a drawing for a change");
    assertEquals(lists + 2 * each, number(page, "renders.people"), "a drawing for a change");
    assertEquals(tags, number(page, "renders.tags"), "none for another's change");

    page.evaluate("react.redraw()");
    assertEquals(lists + 3 * each, number(page, "renders.people"));
    assertEquals(calls, number(page, "watched.calls"), "what is drawn anew isn't watched anew");
    assertEquals(watched, number(page, "watched.now"));

    page.evaluate("soul => react.show(soul)", bob);
    await(page, "#react b", "nobody");
    write(other, bob, "Bob");
    await(page, "#react b", "Bob");
    assertEquals(watched, number(page, "watched.now"), "what is no longer drawn is let go");
    persons = number(page, "renders.person");
    write(other, alice, "unseen");
    write(other, bob, "Robert");
    await(page, "#react b", "Robert");
    assertEquals(persons + each, number(page, "renders.person"), "the former node draws nothing");

    other.evaluate(
        "([bob, alice]) => db.get(bob).put({ boss: db.get(alice) })", List.of(bob, alice));
    await(page, "#react i", "unseen");
    other.evaluate("soul => db.set(soul).add('red').then(() => {})", bob + "/tags");
    await(page, "#react u", "red");

    page.evaluate("react.unmount()");
    assertEquals(0, number(page, "watched.now"));
    persons = number(page, "renders.person");
    write(other, bob, "nobody looks");
    page.waitForFunction("soul => db.get(soul).value.name === 'nobody looks'", bob);
    assertEquals(persons, number(page, "renders.person"));
  }

  @Test
  void aComponentIsDrawnOnAServerAndTakenOverInAPage() {
    project.run(
        "npx", "vite", "build", "frameworks", "--ssr", "render.tsx", "--outDir", "../rendered");
    String script = "import('./rendered/render.js').then(m => m.render()).then(console.log)";
    assertEquals("<b>?</b> <b>?</b>\n", project.run("node", "-e", script));
    Page page = open("development", false);
    write(page, "hydrated/alice", "Alice");
    assertEquals(List.of("?", "Alice"), page.evaluate("hydrate('hydrated/alice', '<b>?</b>')"));
  }

  /** What is still drawn while the application closes its database shows what it knew. */
  @Test
  void aClosedDatabaseFailsNoComponent() {
    Page page = open("development", true);
    write(page, "closed/alice", "Alice");
    page.evaluate("react.show('closed/alice')");
    await(page, "#react b", "Alice");
    page.evaluate("db.close()");
    page.evaluate("react.redraw()");
    await(page, "#react b", "Alice");
    page.evaluate("react.show('closed/bob')");
    await(page, "#react b", "?");
    page.evaluate("react.unmount()");
  }

  @Test
  void storesKeepSveltesContract() {
    Page other = open("production", false);
    Page page = open("production", false);
    write(page, "stores/alice", "Alice");
    assertEquals(
        "Alice 1 undefined undefined wasm undefined",
        page.evaluate(
            """
            () => [
              get(stores.node(db.get("stores/alice"))).name,
              get(stores.query(db.query({ prefix: "stores" }))).length,
              get(stores.set(db, "stores/tags")),
              get(stores.node(undefined)),
              get(stores.status(db)).engine,
              get(stores.status(null)),
            ].map(String).join(" ")
            """));
    page.evaluate(
        """
        () => {
          window.said = [];
          const { subscribe } = stores.node(db.get("stores/alice"));
          window.stop = subscribe((value) => said.push(value.name));
          said.push("subscribed");
          window.lists = 0;
          window.stopLists = stores.query(db, { prefix: "stores" }).subscribe(() => lists++);
        }
        """);
    write(other, "stores/alice", "Alicia");
    page.waitForFunction("() => said.length === 3 && lists === 2");
    assertEquals(List.of("Alice", "subscribed", "Alicia"), page.evaluate("said"));
    page.evaluate("() => { stop(); stopLists(); }");
    assertEquals(0, number(page, "watched.now"));
    write(other, "stores/alice", "unheard");
    page.waitForFunction("() => db.get('stores/alice').value.name === 'unheard'");
    assertEquals(3, number(page, "said.length"));
    assertEquals(2, number(page, "lists"));
  }

  @Test
  void svelteDrawsStores() {
    Page other = open("production", false);
    Page page = open("production", false);
    page.evaluate("() => { window.unmount = svelte('svelte/alice'); }");
    await(page, "#svelte p", "nobody 0  wasm");
    write(other, "svelte/alice", "Alice");
    await(page, "#svelte p", "Alice 1  wasm");
    other.evaluate("db.set('svelte/alice/tags').add('red').then(() => {})");
    await(page, "#svelte p", "Alice 2 red wasm");
    page.evaluate("unmount()");
    assertEquals(0, number(page, "watched.now"));
  }

  /** The two components of docs/GUIDE.md in one page: what is typed into one shows in both. */
  @Test
  void theGuidesExamplesRun() throws IOException {
    Path folder = Files.createDirectories(project.path("guide"));
    Files.writeString(
        folder.resolve("react.jsx"),
        example("jsx").replace("ws://localhost:8420/gossip", node().relay()));
    Files.writeString(folder.resolve("Greeting.svelte"), example("svelte"));
    Files.writeString(
        folder.resolve("main.js"),
        """
        import { mount } from "svelte";
        import { open } from "soulgraph";
        import Greeting from "./Greeting.svelte";
        import "./react.jsx";
        const db = await open({ relays: ["RELAY"], name: "other" });
        mount(Greeting, { target: document.querySelector("#svelte"), props: { db } });
        """
            .replace("RELAY", node().relay()));
    Files.writeString(
        folder.resolve("index.html"),
        "<!doctype html><div id=react></div><div id=svelte></div><script type=module src=./main.js></script>");
    project.run(
        "npx",
        "vite",
        "build",
        "guide",
        "--config",
        "frameworks/vite.config.js",
        "--outDir",
        "dist");
    try (StaticSite site = new StaticSite(folder.resolve("dist"))) {
      Page page = open(site.url("/"), "document.querySelector('#svelte p')");
      for (String place : List.of("#react", "#svelte")) {
        await(page, "#react p", place.equals("#react") ? "Nobody yet." : "Hello, #react!");
        page.locator(place + " input").fill(place);
        await(page, "#react p", "Hello, " + place + "!");
        await(page, "#svelte p", "Hello, " + place + "!");
      }
    }
  }

  /** The first block of a language in the guide's section. */
  private static String example(String language) throws IOException {
    String guide = Files.readString(Command.REPOSITORY.resolve(Path.of("docs", "GUIDE.md")));
    String section = guide.substring(guide.indexOf("## React and Svelte"));
    String begin = "```" + language + "\n";
    int start = section.indexOf(begin) + begin.length();
    return section.substring(start, section.indexOf("```", start));
  }
}
