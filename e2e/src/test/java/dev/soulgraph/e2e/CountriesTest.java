package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real input: the 250 countries of the npm package world-countries (mledoze/countries, ODbL), which
 * the tests fetch and nobody ships.
 */
class CountriesTest extends WithNode {
  private static final Path COUNTRIES =
      Command.NODE_MODULES.resolve("world-countries").resolve("countries.json");
  private static final List<String> AUSTRIAS_NEIGHBOURS =
      List.of("CHE", "CZE", "DEU", "HUN", "ITA", "LIE", "SVK", "SVN");

  /**
   * Follows every border in the browser and looks for the way back. One of the file's borders has
   * none (Sri Lanka names India), so the way back is what the file says, too.
   */
  private static final String BORDERS =
      """
      async file => {
        const inFile = new Map(JSON.parse(file).map(c => [`country/${c.cca3}`, c.borders.map(b => `country/${b}`)]));
        await soulgraph.synced("country");
        const nodes = await soulgraph.query({ prefix: "country" }).once();
        const countries = nodes.filter(n => /^country\\/[A-Z]{3}$/.test(n.$soul));
        const known = new Set(countries.map(n => n.$soul));
        const borders = new Map();
        for (const { $soul } of countries) {
          const elements = await soulgraph.set(`${$soul}/borders`).once();
          borders.set($soul, elements.map(element => element.$soul));
        }
        const dangling = [], wrong = [];
        let count = 0, both = 0;
        for (const [from, neighbours] of inFile) {
          if (borders.get(from).length !== neighbours.length) wrong.push(from);
          for (const to of neighbours) {
            count++;
            if (!known.has(to)) dangling.push(`${from} ${to}`);
            if (!borders.get(from).includes(to)) wrong.push(`${from} ${to}`);
            const back = borders.get(to).includes(from);
            if (back !== inFile.get(to).includes(from)) wrong.push(`${to} ${from}`);
            if (back) both++;
          }
        }
        return { countries: countries.length, borders: count, both, wrong, dangling,
          austria: borders.get("country/AUT").sort().join(" ") };
      }
      """;

  private Command.Result imported;

  @BeforeAll
  void importCountries(@TempDir Path home) {
    imported =
        Command.run(
            home,
            "import",
            COUNTRIES.toString(),
            "--soul",
            "country/{cca3}",
            "--link",
            "borders=country/{}",
            "--relay",
            node().relay());
  }

  @Test
  void allAreImportedAndAcknowledged() {
    assertEquals("", imported.out());
    assertTrue(imported.err().contains("acknowledged 250 of 250"), imported.err());
    assertEquals(0, imported.exit(), imported.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void aSecondBrowserFollowsEveryBorderBothWays(String engine) throws IOException {
    try (BrowserContext profile = chromium.profile()) {
      Tab tab = Tab.open(profile, node(), engine);
      Map<?, ?> found = (Map<?, ?>) tab.page().evaluate(BORDERS, Files.readString(COUNTRIES));
      assertEquals(250, found.get("countries"));
      assertEquals(List.of(), found.get("dangling"));
      assertEquals(List.of(), found.get("wrong"));
      assertEquals(
          "country/" + String.join(" country/", AUSTRIAS_NEIGHBOURS), found.get("austria"));
      assertTrue(found.get("both") instanceof Integer both && both > 600, "" + found);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIGHT", "DARK"})
  void thePageShowsAustriaBesideItsEightNeighbours(String scheme) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setViewportSize(1440, 900)
            .setColorScheme(ColorScheme.valueOf(scheme));
    try (BrowserContext profile = chromium.profile(options)) {
      Tab tab = Tab.open(profile, node().url(), "wasm", "#country/AUT");
      Page page = tab.page();
      page.waitForFunction("() => document.querySelector('[data-testid=graph]').dataset.drawn > 8");
      page.waitForFunction("() => document.title.startsWith('Austria')");
      List<?> chips =
          (List<?>)
              page.locator("[data-testid=inspector] [data-testid=link]")
                  .evaluateAll("links => links.map(link => link.dataset.soul).sort()");
      for (String neighbour : AUSTRIAS_NEIGHBOURS) {
        assertTrue(chips.contains("country/" + neighbour), neighbour + " among " + chips);
      }
      tab.awaitOnline();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(
                  Command.REPOSITORY.resolve(
                      "e2e/target/screenshots/austria-"
                          + scheme.toLowerCase(Locale.ROOT)
                          + ".png")));
      assertEquals(List.of(), tab.errors());
    }
  }
}
