package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final Path DIST = Path.of("target/classes/META-INF/soulgraph/dist");

  @Test
  void whatAPageLoadsFitsTheBudget() throws IOException {
    long loaded = Files.size(DIST.resolve("soulgraph.js.br")) + Files.size(engine());
    assertTrue(
        loaded <= Build.BUDGET_BROTLI_BYTES,
        () -> "a page loads at most " + Build.BUDGET_BROTLI_BYTES + " bytes: " + loaded);
  }

  private static Path engine() throws IOException {
    try (Stream<Path> assets = Files.list(DIST.resolve("assets"))) {
      List<Path> engines =
          assets
              .filter(file -> file.getFileName().toString().matches("soulgraph-.*\\.wasm\\.br"))
              .toList();
      assertTrue(engines.size() == 1, engines::toString);
      return engines.get(0);
    }
  }
}
