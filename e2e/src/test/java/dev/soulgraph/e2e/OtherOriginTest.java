package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are not the node's, and places where a browser forbids things. */
class OtherOriginTest extends WithNode {
  /** The first HTML block of README.md, with this node's port. */
  private String readmeExample() throws IOException {
    String readme = Files.readString(Command.REPOSITORY.resolve("README.md"));
    Matcher block = Pattern.compile("```html\\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertTrue(block.find(), "README.md has an example in HTML");
    return block.group(1).replace("localhost:8420", "localhost:" + node().port());
  }

  @Test
  void theReadmesExampleRunsWhenPastedIntoAPageOfAnotherOrigin() throws IOException {
    String example = readmeExample();
    assertTrue(example.strip().lines().count() <= 14, "about ten lines");
    try (WebSite site = new WebSite(Map.of("/", "<!doctype html><title>Mine</title>" + example));
        BrowserContext profile = chromium.profile()) {
      Page page = profile.newPage();
      List<String> errors = new java.util.ArrayList<>();
      page.onPageError(errors::add);
      ConsoleMessage hello =
          page.waitForConsoleMessage(
              new Page.WaitForConsoleMessageOptions()
                  .setPredicate(message -> message.text().contains("Hello")),
              () -> page.navigate(site.url("/")));
      assertTrue(hello.text().contains("Hello"));
      assertEquals(List.of(), errors);
    }
  }

  /** A sandboxed frame has an origin of its own to which the browser gives no storage at all. */
  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void whereIndexedDbIsForbiddenTheDatabaseGoesOnInMemoryAndSaysSo(String engine) {
    String frame =
        """
        <!doctype html><script type="module">
        import { open } from "%s/soulgraph.js";
        const db = await open({ relays: ["%s"], engine: "%s" });
        const receipt = await db.get("sandbox/%s").put({ name: "kept nowhere" });
        await receipt.when("relayed");
        const { storage, engine, error } = db.status.value;
        parent.postMessage([storage, engine, error?.code, (await db.get("sandbox/%s").once()).name], "*");
        </script>
        """
            .formatted(node().url(), node().relay(), engine, engine, engine);
    String outer =
        """
        <!doctype html><script>
        addEventListener("message", event => { window.told = event.data; });
        </script>
        <iframe sandbox="allow-scripts" src="/frame"></iframe>
        """;
    try (WebSite site = new WebSite(Map.of("/", outer, "/frame", frame));
        BrowserContext profile = chromium.profile()) {
      Page page = profile.newPage();
      page.navigate(site.url("/"));
      page.waitForFunction("() => window.told");
      assertEquals(
          List.of("memory", engine, "storage-unavailable", "kept nowhere"),
          page.evaluate("window.told"));
    }
  }

  @Test
  void aRelayThatIsNotThereIsNamedAndStopsNothing() {
    String page =
        """
        <!doctype html><script type="module">
        import { open } from "%s/soulgraph.js";
        window.db = await open({ relays: ["ws://localhost:1/gossip"] });
        await db.get("alone/one").put({ name: "offline" });
        </script>
        """
            .formatted(node().url());
    try (WebSite site = new WebSite(Map.of("/", page));
        BrowserContext profile = chromium.profile()) {
      Page tab = profile.newPage();
      tab.navigate(site.url("/"));
      tab.waitForFunction("() => window.db?.status.value.error?.code === 'relay-unreachable'");
      assertEquals(
          "offline", tab.evaluate("db.get('alone/one').once({ local: true }).then(n => n.name)"));
      assertEquals(1, tab.evaluate("db.status.value.pending"));
    }
  }

  @Test
  void badWritesAreRefusedByNameAndLoseNothing() {
    try (BrowserContext profile = chromium.profile()) {
      Tab tab = Tab.open(profile, node(), "wasm");
      tab.put("bad/one", "name", "good");
      Object codes =
          tab.page()
              .evaluate(
                  """
                  async () => {
                    const code = async f => { try { await f(); return "accepted"; } catch (e) { return e.code; } };
                    const put = (soul, patch) => () => soulgraph.get(soul).put(patch);
                    return {
                      nan: await code(put("bad/one", { n: NaN })),
                      infinity: await code(put("bad/one", { n: Infinity })),
                      minusZero: await code(put("bad/one", { n: -0 })),
                      surrogate: await code(put("bad/one", { n: "\\ud800" })),
                      surrogateSoul: await code(put("bad/\\udc00", { n: 1 })),
                      array: await code(put("bad/one", { n: [1] })),
                      bigint: await code(put("bad/one", { n: 1n })),
                      emptySegment: await code(put("bad//one", { n: 1 })),
                      longSoul: await code(put("x".repeat(513), { n: 1 })),
                      longKey: await code(put("bad/one", { ["k".repeat(641)]: 1 })),
                      longValue: await code(put("bad/one", { n: "v".repeat(65536) })),
                      reserved: await code(put("+group/x", { n: 1 })),
                      content: await code(put("#hash", { n: 1 })),
                      others: await code(put("~z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/x", { n: 1 })),
                      othersKey: await code(put("bad/one", { "~z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK": 1 })),
                      expired: await code(put("bad/!1000000000000", { n: 1 })),
                    };
                  }
                  """);
      assertEquals(
          Map.ofEntries(
              Map.entry("nan", "value-invalid"),
              Map.entry("infinity", "value-invalid"),
              Map.entry("minusZero", "value-invalid"),
              Map.entry("surrogate", "value-invalid"),
              Map.entry("surrogateSoul", "soul-invalid"),
              Map.entry("array", "value-unsupported"),
              Map.entry("bigint", "value-unsupported"),
              Map.entry("emptySegment", "soul-invalid"),
              Map.entry("longSoul", "soul-invalid"),
              Map.entry("longKey", "key-invalid"),
              Map.entry("longValue", "value-too-large"),
              Map.entry("reserved", "space-reserved"),
              Map.entry("content", "space-reserved"),
              Map.entry("others", "not-owner"),
              Map.entry("othersKey", "key-not-own"),
              Map.entry("expired", "expired")),
          codes);
      assertEquals("good", tab.local("bad/one", "name"));
      tab.awaitRelayed();
      assertEquals(List.of(), tab.errors());
    }
  }
}
