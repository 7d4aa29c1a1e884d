package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that holds data, between an honest relay and one that says whatever was found to harm. */
class HostileRelayTest extends WithNode {
  private static final Pattern CODE = Pattern.compile("\\| \"([a-z-]+)\"");

  private static final String PAGE =
      """
      <!doctype html><title>Between two relays</title><link rel="icon" href="data:,"><script type="module">
      import { open } from "%1$s/soulgraph.js";
      const relays = ["%2$s"];
      if (!location.search) relays.push("%3$s");
      globalThis.codes = [];
      const db = await open({ relays, engine: "%4$s" });
      db.status.on(s => s.error && codes.push(s.error.code));
      await db.get("%5$s/before").on(() => {});
      globalThis.soulgraph = db;
      </script>
      """;

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void whateverItSaysThePageGoesOnAndKeepsItsData(String engine)
      throws IOException, GeneralSecurityException, InterruptedException {
    String prefix = "hostile-" + engine;
    HostileRelay hostile = new HostileRelay(HostileFrames.all());
    String html = PAGE.formatted(node().url(), node().relay(), hostile.url(), engine, prefix);
    List<String> errors = new ArrayList<>();
    try (WebSite site = new WebSite(Map.of("/", html));
        BrowserContext other = chromium.profile();
        BrowserContext profile = chromium.profile()) {
      Tab honest = Tab.open(other, node(), engine);
      honest.put(prefix + "/before", "name", "kept");
      honest.awaitRelayed();
      Page page = profile.newPage();
      page.onPageError(errors::add);
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error") && !message.text().contains("WebSocket")) {
              errors.add(message.text());
            }
          });
      page.navigate(site.url("/"));
      page.waitForFunction(READ, prefix);
      while (!hostile.isThrough()) {
        page.evaluate("() => dispatchEvent(new Event('online'))");
        page.waitForTimeout(20);
      }
      assertTrue(hostile.ended() > 20, hostile.ended() + " connections were ended");
      assertNamed(page);
      page.evaluate(
          "prefix => soulgraph.get(`${prefix}/after`).put({ name: 'here' }).then(() => {})",
          prefix);
      honest.awaitValue(prefix + "/after", "name", "here");
      page.waitForFunction(READ, prefix);
      page.navigate(site.url("/?calm"));
      page.waitForFunction(READ, prefix);
      assertEquals(List.of(), errors);
      assertEquals(List.of(), honest.errors());
    } finally {
      hostile.end();
    }
  }

  private static final String READ =
      """
      async prefix => {
        const node = await globalThis.soulgraph?.get(`${prefix}/before`).once({ local: true });
        return node?.name === "kept";
      }
      """;

  /** All that was told has a name, and it was told of frames. */
  private static void assertNamed(Page page) throws IOException {
    List<String> known = new ArrayList<>();
    Path types =
        Path.of(System.getProperty("soulgraph.repository", ".."))
            .resolve("browser-client/src/main/js/soulgraph.d.ts");
    CODE.matcher(Files.readString(types)).results().forEach(each -> known.add(each.group(1)));
    List<?> told = (List<?>) page.evaluate("[...new Set(codes)]");
    assertTrue(told.contains("frame-malformed"), told + "");
    assertTrue(known.containsAll(told), told + "");
    assertTrue(!told.contains("internal"), told + "");
  }
}
