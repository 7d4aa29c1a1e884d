package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tab with the node's page, whose database is {@code soulgraph} in its console. Opening proves
 * which engine runs: the page's own word, and the files that were fetched.
 */
final class Tab {
  private static final Pattern WASM = Pattern.compile(".*/assets/soulgraph-[0-9a-f]+\\.wasm");
  private static final Pattern FALLBACK = Pattern.compile(".*/assets/soulgraph-fallback-.*\\.js");

  private final Page page;
  private final List<String> errors = new ArrayList<>();
  private final List<String> fetched = new ArrayList<>();

  private Tab(Page page) {
    this.page = page;
    page.onPageError(errors::add);
    page.onResponse(response -> fetched.add(response.url()));
  }

  /** Opens the page at {@code origin} with an engine; {@code query} begins with an ampersand. */
  static Tab open(BrowserContext profile, String origin, String engine, String query) {
    Tab tab = new Tab(profile.newPage());
    tab.page.navigate(origin + "/?engine=" + engine + query);
    tab.awaitOpen();
    tab.proveEngine(engine);
    return tab;
  }

  static Tab open(BrowserContext profile, NodeProcess node, String engine) {
    return open(profile, node.url(), engine, "");
  }

  private void awaitOpen() {
    page.waitForFunction("() => window.soulgraph !== undefined");
  }

  private void proveEngine(String engine) {
    assertEquals(engine, page.evaluate("soulgraph.status.value.engine"));
    boolean wasm = engine.equals("wasm");
    assertEquals(wasm, fetched.stream().anyMatch(url -> WASM.matcher(url).matches()), "Wasm");
    assertEquals(
        !wasm, fetched.stream().anyMatch(url -> FALLBACK.matcher(url).matches()), "fallback");
  }

  Page page() {
    return page;
  }

  /** Errors that nothing on the page has caught. */
  List<String> errors() {
    return errors;
  }

  /** Reloads and waits for the database, without asking again which files are fetched. */
  void reload() {
    page.reload();
    awaitOpen();
  }

  void awaitOnline() {
    page.waitForFunction("() => soulgraph.status.value.state === 'online'");
  }

  void offline(boolean offline) {
    page.evaluate("offline => { soulgraph.offline = offline; }", offline);
  }

  /** Writes; resolves once durable in this browser. */
  void put(String soul, String key, Object value) {
    page.evaluate(
        "([soul, key, value]) => soulgraph.get(soul).put({ [key]: value }).then(() => {})",
        List.of(soul, key, value));
  }

  /** What is here now, without asking a relay. */
  @Nullable Object local(String soul, String key) {
    return page.evaluate(
        "([soul, key]) => soulgraph.get(soul).once({ local: true }).then(n => n?.[key] ?? null)",
        List.of(soul, key));
  }

  /** Follows the node until the property has the value. */
  void awaitValue(String soul, String key, Object value) {
    page.evaluate(
        """
        ([soul, key, value]) => new Promise((resolve, reject) => {
          const late = () => reject(new Error(`${soul} ${key} is ${soulgraph.get(soul).value?.[key]}`));
          const timer = setTimeout(late, 20000);
          const stop = soulgraph.get(soul).on(node => {
            if (node?.[key] === value) { clearTimeout(timer); queueMicrotask(() => stop()); resolve(); }
          });
        })
        """,
        List.of(soul, key, value));
  }

  /** All nodes below a prefix with their properties, as JSON in a fixed order. */
  String dump(String prefix) {
    return (String)
        page.evaluate(
            """
            async prefix => {
              const nodes = await soulgraph.query({ prefix }).once({ local: true });
              const plain = v => (v && typeof v === "object" ? `@${v.soul}` : v);
              return JSON.stringify(nodes.map(n => [n.$soul, Object.keys(n).sort().map(k => [k, plain(n[k])])]));
            }
            """,
            prefix);
  }

  /** Waits until no write of this tab's is unacknowledged. */
  void awaitRelayed() {
    page.waitForFunction("() => soulgraph.status.value.pending === 0");
  }

  void close() {
    page.close();
  }
}
