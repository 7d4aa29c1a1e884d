package dev.soulgraph.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;

/** Real browsers: each a process of its own that has compiled and remembered nothing. */
final class Chromium implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright = Playwright.create();
  private final Path executable;

  Chromium(String executable) {
    this.executable = Path.of(executable);
  }

  Browser start() {
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  /** A browser whose storage is on the disk, and is there again when it is started again. */
  BrowserContext start(Path profile) {
    return playwright
        .chromium()
        .launchPersistentContext(
            profile,
            new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(executable)
                .setArgs(ARGUMENTS));
  }

  /** A page that fails the run where anything in it fails. */
  static Page page(Browser browser) {
    Page page = browser.newPage();
    page.onPageError(
        error -> {
          throw new IllegalStateException(error);
        });
    return page;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
