package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed package in a new project and in a plain page, each with a worker, at a real node. */
class NpmPackageInPagesTest extends WithNode {
  private static final String WELL = "Alice wasm indexeddb ";
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+/");
  private static final Path ESBUILD =
      Command.REPOSITORY.resolve(Path.of("browser-client", "target", "tools", "esbuild"));

  private final Project project = Project.installed();

  /** Opens a page that says how it went for itself and for its worker; returns what it fetched. */
  private List<String> open(String url, boolean worker) {
    return open(url, worker, "/favicon.ico");
  }

  private List<String> open(String url, boolean worker, String absent) {
    List<String> fetched = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    try (BrowserContext profile = chromium.profile()) {
      Page page = profile.newPage();
      page.onPageError(complaints::add);
      page.onResponse(
          response -> {
            fetched.add(response.url());
            if (response.status() >= 400 && !response.url().endsWith(absent)) {
              complaints.add(response.status() + " " + response.url());
            }
          });
      page.navigate(url + "?relay=" + node().relay());
      page.waitForFunction("() => document.querySelector('#page').textContent");
      assertEquals(WELL, page.locator("#page").textContent(), complaints::toString);
      if (worker) {
        page.waitForFunction("() => document.querySelector('#worker').textContent");
        assertEquals(WELL, page.locator("#worker").textContent(), complaints::toString);
      }
    }
    assertEquals(List.of(), complaints);
    return fetched;
  }

  /** The type tests are compiled too, against the types that were installed. */
  @Test
  void viteBuildsItWithoutConfiguration() throws IOException {
    String types = "browser-client/src/test/types/inference.ts";
    Files.copy(Command.REPOSITORY.resolve(types), project.path("src/inference.ts"));
    project.run("npm", "run", "build");
    project.run("npx", "tsc", "--module", "nodenext", "--moduleResolution", "nodenext");
    try (StaticSite site = new StaticSite(project.path("dist"))) {
      List<String> fetched = open(site.url("/"), true);
      assertEquals(0, fetched.stream().filter(url -> url.contains("fallback")).count());
      assertTrue(fetched.stream().anyMatch(url -> url.endsWith(".wasm")), fetched::toString);
      assertEquals(0, fetched.stream().filter(url -> url.contains(".wasm-")).count());
    }
  }

  /** As where a bundler leaves the file behind. */
  @Test
  void whereTheWasmFileIsMissingAModuleHoldsIt(@TempDir Path folder) throws IOException {
    try (Stream<Path> files = Files.list(project.path("node_modules/soulgraph/assets"))) {
      Files.createDirectories(folder.resolve("assets"));
      for (Path file : files.filter(file -> !file.toString().endsWith(".wasm")).toList()) {
        Files.copy(file, folder.resolve("assets").resolve(file.getFileName()));
      }
    }
    Path script = project.path("node_modules/soulgraph/soulgraph.js");
    Files.copy(script, folder.resolve("soulgraph.js"));
    try (StaticSite site = new StaticSite(folder)) {
      for (String name : List.of("index.html", "worker.js")) {
        Files.writeString(folder.resolve(name), plain(name, site.url("/soulgraph.js")));
      }
      open(site.url("/"), true, ".wasm");
    }
  }

  @Test
  void viteServesItWithoutConfiguration() throws IOException {
    Process vite = project.start("node_modules/.bin/vite", "--port", "0", "--clearScreen", "false");
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(vite.getInputStream(), StandardCharsets.UTF_8))) {
      var output = new StringBuilder();
      Matcher address = ADDRESS.matcher("");
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        output.append(line).append('\n');
        // It writes the port in bold.
        address = ADDRESS.matcher(line.replaceAll("\u001b\\[[0-9;]*m", ""));
        if (address.find()) {
          break;
        }
      }
      assertTrue(address.hitEnd() || !address.group().isEmpty(), output::toString);
      open(address.group(), true);
    } finally {
      vite.destroy();
    }
  }

  @Test
  void viteRendersOnAServer() {
    project.run("npx", "vite", "build", "--ssr", "src/server.ts", "--outDir", "server");
    String script = "import('./server/server.js').then(m => console.log(m.render()))";
    assertEquals("<p>function</p>\n", project.run("node", "-e", script));
  }

  /** The same tests as in Node, bundled for a page. */
  @Test
  void testsOfApplicationsRunInAPageToo() throws IOException {
    Path folder = project.path("world");
    Files.writeString(
        project.path("src/world.ts"),
        """
        // @ts-expect-error it has no types
        import { run } from "../node/world.js";
        const said: string[] = [];
        await run((line: string) => said.push(line)).catch((error: Error) => said.push(`${error}`));
        document.body.textContent = said.join("; ");
        """);
    Files.createDirectories(folder);
    project.run(
        ESBUILD.toString(),
        "src/world.ts",
        "--bundle",
        "--splitting",
        "--format=esm",
        "--outdir=" + folder);
    Files.writeString(
        folder.resolve("index.html"),
        "<!doctype html><title>World</title><body><script type=module src=world.js></script>");
    try (StaticSite site = new StaticSite(folder);
        BrowserContext profile = chromium.profile()) {
      Page page = profile.newPage();
      page.navigate(site.url("/"));
      page.waitForFunction("() => document.body?.textContent.includes(';')");
      String said = page.locator("body").textContent();
      assertEquals(10, said.split(" ms(; )?").length, said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--splitting", "--minify"})
  void esbuildBundlesItWithoutConfiguration(String option) throws IOException {
    Path bundle = project.path("bundle" + option);
    Files.writeString(
        project.path("src/page.ts"),
        """
        import { greet } from "./greet.ts";
        import { show } from "./show.ts";
        show("page", await greet(new URLSearchParams(location.search).get("relay")!, "bundle"));
        """);
    project.run(
        ESBUILD.toString(),
        "src/page.ts",
        "--bundle",
        "--format=esm",
        option,
        "--outdir=" + bundle);
    Files.writeString(
        bundle.resolve("index.html"),
        "<!doctype html><p id=page></p><script type=module src=page.js></script>");
    try (StaticSite site = new StaticSite(bundle)) {
      open(site.url("/"), false);
    }
  }

  private String plain(String name, String from) throws IOException {
    return Files.readString(project.path("plain").resolve(name))
        .replace("FROM", from)
        .replace("RELAY", node().relay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"soulgraph.js", "inline.js"})
  void aPlainPageImportsItFromAnotherOrigin(String entry, @TempDir Path folder) throws IOException {
    try (StaticSite modules = new StaticSite(project.path("node_modules"));
        StaticSite site = new StaticSite(folder)) {
      for (String name : List.of("index.html", "worker.js")) {
        Files.writeString(folder.resolve(name), plain(name, modules.url("/soulgraph/" + entry)));
      }
      open(site.url("/"), true);
    }
  }
}
