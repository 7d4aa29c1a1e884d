package dev.soulgraph.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A page under the strict policy that has loaded every build: {@code src/test/js/builds.js}. */
final class LoadedPage implements AutoCloseable {
  static final List<String> BUILDS = List.of("wasm", "fallback");

  private final Chromium chromium = new Chromium();
  private final Site modules;
  private final Site other;
  private final Page page;

  /**
   * @param crossing whether the page's origin is another than the modules'
   */
  LoadedPage(boolean crossing) throws IOException {
    modules = new Site("", Built.SCRIPTS, Built.MODULES, Built.DIST, Built.testModule());
    other = new Site(modules.origin(), Built.SCRIPTS);
    page =
        crossing
            ? chromium.open(other.origin() + "/builds.html?from=" + modules.origin())
            : chromium.open(modules.origin() + "/builds.html");
    page.waitForFunction("globalThis.loaded");
  }

  /** What loading reported; throws what it threw. */
  Map<?, ?> loaded() {
    return (Map<?, ?>) page.evaluate("loaded");
  }

  Object evaluate(String script, Object argument) {
    return page.evaluate(script, argument);
  }

  String attempt(String build, String call) {
    return (String) page.evaluate("build => attempt(build, " + call + ")", build);
  }

  @Override
  public void close() {
    chromium.close();
    modules.close();
    other.close();
  }
}
