package dev.soulgraph.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The bundled package in a page of another origin, under the strict policy, with no node at all.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PackageTest {
  static final Iterable<String> BUILDS = LoadedPage.BUILDS;

  private Chromium chromium;
  private Site files;
  private Site site;

  @BeforeAll
  void open() throws IOException {
    chromium = new Chromium();
    files = new Site("", Built.DIST);
    site = new Site(files.origin(), Built.SCRIPTS);
  }

  @AfterAll
  void close() {
    chromium.close();
    files.close();
    site.close();
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void whatWasWrittenIsReadAfterAReload(String build) {
    Page page = chromium.open(site.origin() + "/empty.html");
    Map<String, String> argument = Map.of("from", files.origin(), "engine", build);
    assertEquals(
        build + " indexeddb Alice local",
        page.evaluate(
            """
            async ({ from, engine }) => {
              const { open } = await import(from + "/soulgraph.js");
              const db = await open({ engine, name: engine });
              const alice = db.get("people/alice");
              const receipt = await alice.put({ name: "Alice", boss: db.get("people/bob") });
              const { value } = db.status;
              const result = [value.engine, value.storage, alice.value.name, receipt.state].join(" ");
              await db.close();
              return result;
            }
            """,
            argument));
    page.reload();
    assertEquals(
        "Alice people/bob 1",
        page.evaluate(
            """
            async ({ from, engine }) => {
              const { open } = await import(from + "/soulgraph.js");
              const db = await open({ engine, name: engine });
              const alice = await db.get("people/alice").once({ local: true });
              const pending = await db.pending();
              return [alice.name, alice.boss.soul, pending.length].join(" ");
            }
            """,
            argument));
    page.close();
  }
}
