package dev.soulgraph.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final Pattern EVALUATION =
      Pattern.compile("\\bnew Function\\b|[^\\w.$]eval\\(|[^\\w.$]Function\\(");

  @ParameterizedTest(name = "from another origin: {0}")
  @ValueSource(booleans = {false, true})
  void everyBuildRunsWhereScriptsMadeOfTextAreForbidden(boolean crossing) throws IOException {
    try (var page = new LoadedPage(crossing)) {
      assertEquals(false, page.loaded().get("evaluates"));
      for (String build : LoadedPage.BUILDS) {
        assertEquals("Uint8Array:1,255", page.attempt(build, "'echo', Uint8Array.of(1, 255)"));
      }
    }
  }

  @Test
  void noFileMakesScriptsOfText() throws IOException {
    try (Stream<Path> files = Files.walk(Built.DIST)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".js")).toList();
      assertEquals(8, scripts.size(), scripts::toString);
      for (Path script : scripts) {
        assertFalse(EVALUATION.matcher(Files.readString(script)).find(), script.toString());
      }
    }
  }
}
