package dev.soulgraph.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise names tests that are there. */
final class ThreatModelTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)`");
  private static final List<String> MODULES =
      List.of("shared-core", "server-node", "browser-client", "e2e");

  private static String section() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/THREAT_MODEL.md"));
    int from = page.indexOf("\n## What is promised");
    return page.substring(from, page.indexOf("\n## ", from + 1));
  }

  @Test
  void everyPromiseIsTriedByATestThatExists() throws IOException {
    Set<String> classes = testClasses();
    List<String> bad = new ArrayList<>();
    int promises = 0;
    for (String line : section().lines().filter(each -> each.startsWith("| ")).skip(1).toList()) {
      List<String> named = NAME.matcher(line).results().map(each -> each.group(1)).toList();
      promises++;
      if (named.isEmpty() || !classes.containsAll(named)) {
        bad.add(line);
      }
    }
    assertEquals(List.of(), bad);
    assertFalse(promises == 0, "there are promises");
  }

  private static Set<String> testClasses() throws IOException {
    Set<String> found = new HashSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test/java"))) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> found.add(name.substring(0, name.length() - ".java".length())));
      }
    }
    return found;
  }
}
