package dev.soulgraph.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The browser that {@code SOULGRAPH_CHROMIUM} names; {@code ./verify} finds or installs it. */
final class Chromium implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // A name that is no secure context, as a node in a local network has.
          "--host-resolver-rules=MAP soulgraph.test 127.0.0.1");

  private final Playwright playwright;
  private final Browser browser;

  Chromium(String... more) {
    List<String> arguments = new ArrayList<>(ARGUMENTS);
    arguments.addAll(List.of(more));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(executable()).setArgs(arguments));
  }

  /** A browser profile of its own: its own storage, its own author. */
  BrowserContext profile() {
    return profile(new Browser.NewContextOptions());
  }

  BrowserContext profile(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(30_000);
    return context;
  }

  /** A browser of its own whose profile stays in a folder. */
  BrowserContext keptIn(Path folder) {
    BrowserContext context =
        playwright
            .chromium()
            .launchPersistentContext(
                folder,
                new BrowserType.LaunchPersistentContextOptions()
                    .setExecutablePath(executable())
                    .setArgs(ARGUMENTS));
    context.setDefaultTimeout(30_000);
    return context;
  }

  private static Path executable() {
    String named = System.getenv("SOULGRAPH_CHROMIUM");
    return Path.of(named == null ? "/usr/bin/chromium" : named);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
