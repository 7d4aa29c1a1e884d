package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  private static final Path DIST = Path.of("target/classes/META-INF/soulgraph/dist");

  @ParameterizedTest
  @ValueSource(strings = {"soulgraph-[0-9a-f]+\\.wasm\\.br", "soulgraph-fallback-.*\\.js\\.br"})
  void whatAPageLoadsFitsTheBudget(String engine) throws IOException {
    boolean wasm = engine.contains("wasm");
    long runtime = wasm ? Files.size(asset("runtime-[0-9a-f]+\\.js\\.br")) : 0;
    long loaded = Files.size(DIST.resolve("soulgraph.js.br")) + Files.size(asset(engine)) + runtime;
    assertTrue(
        loaded <= Build.BUDGET_BROTLI_BYTES,
        () -> "a page loads at most " + Build.BUDGET_BROTLI_BYTES + " bytes: " + loaded);
  }

  private static Path asset(String name) throws IOException {
    try (Stream<Path> assets = Files.list(DIST.resolve("assets"))) {
      List<Path> found =
          assets.filter(file -> file.getFileName().toString().matches(name)).toList();
      assertEquals(1, found.size(), found::toString);
      return found.get(0);
    }
  }
}
