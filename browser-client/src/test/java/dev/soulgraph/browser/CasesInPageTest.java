package dev.soulgraph.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The cases of {@code src/test/js/cases-*.js}: the package in a page, with real storage and no
 * node, each case in a fresh profile.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CasesInPageTest {
  private static final int QUOTA_BYTES = 300_000;

  private Chromium chromium;
  private Site site;

  @BeforeAll
  void open() throws IOException {
    chromium = new Chromium();
    site = new Site("ws://localhost:9", Built.SCRIPTS, Built.DIST);
  }

  @AfterAll
  void close() {
    chromium.close();
    site.close();
  }

  @TestFactory
  Stream<DynamicTest> handles() {
    return cases("cases-handles.html");
  }

  @TestFactory
  Stream<DynamicTest> keeping() {
    return cases("cases-keeping.html");
  }

  @TestFactory
  Stream<DynamicTest> collections() {
    return cases("cases-collections.html");
  }

  @TestFactory
  Stream<DynamicTest> models() {
    return cases("cases-models.html");
  }

  private Stream<DynamicTest> cases(String file) {
    Page page = chromium.open(site.origin() + "/" + file);
    List<?> names = (List<?>) page.evaluate("names");
    page.close();
    return LoadedPage.BUILDS.stream()
        .flatMap(
            build ->
                names.stream()
                    .map(Object::toString)
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                build + ": " + name, () -> run(file, name, build))));
  }

  private void run(String file, String name, String build) {
    try (Page page = chromium.open(site.origin() + "/" + file)) {
      CDPSession browser = page.context().newCDPSession(page);
      if (name.contains("is full")) {
        var quota = new JsonObject();
        quota.addProperty("origin", site.origin());
        quota.addProperty("quotaSize", QUOTA_BYTES);
        browser.send("Storage.overrideQuotaForOrigin", quota);
      }
      page.evaluate(
          "({ name, build }) => { globalThis.done = run(name, build); done.catch(() => {}); }",
          Map.of("name", name, "build", build));
      if (name.contains("evicts")) {
        page.evaluate("opened");
        var data = new JsonObject();
        data.addProperty("origin", site.origin());
        data.addProperty("storageTypes", "indexeddb");
        browser.send("Storage.clearDataForOrigin", data);
      }
      page.evaluate("done");
    }
  }
}
