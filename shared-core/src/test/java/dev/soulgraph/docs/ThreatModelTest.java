package dev.soulgraph.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each promise names tests that are there: a module, then as much of the package as tells a class
 * from others of its name, as {@code shared-core: seal.SealTest}.
 */
final class ThreatModelTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
  private static final Pattern NAME =
      Pattern.compile("([a-z][a-z0-9-]*): (([a-z0-9]+\\.)*[A-Z]\\w+)");
  private static final List<String> MODULES =
      List.of("shared-core", "server-node", "browser-client", "e2e");
  private static final List<String> ASSERTS =
      List.of("@Test", "@TestFactory", "@ParameterizedTest", "@ArchTest", "extends ");

  private static String section() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/THREAT_MODEL.md"));
    int from = page.indexOf("\n## What is promised");
    return page.substring(from, page.indexOf("\n## ", from + 1));
  }

  @Test
  void everyPromiseIsTriedByTestsThatAreFoundByTheirNames() throws IOException {
    List<Path> files = testFiles();
    List<String> bad = new ArrayList<>();
    int promises = 0;
    for (String line : section().lines().filter(each -> each.startsWith("| ")).skip(1).toList()) {
      List<String> named = QUOTED.matcher(line).results().map(each -> each.group(1)).toList();
      promises++;
      if (named.isEmpty()) {
        bad.add("no test: " + line);
      }
      for (String name : named) {
        List<Path> found = found(name, files);
        if (found.size() != 1 || !holdsTests(found.get(0))) {
          bad.add(name + ": " + found);
        }
      }
    }
    assertEquals(List.of(), bad);
    assertFalse(promises == 0, "there are promises");
  }

  @Test
  void aNameThatFitsSeveralClassesOrNoneIsNoName() throws IOException {
    List<Path> files =
        List.of(
            Path.of("../e2e/src/test/java/a/b/SameTest.java"),
            Path.of("../e2e/src/test/java/a/c/SameTest.java"),
            Path.of("../e2e/src/test/java/a/c/NotTheSameTest.java"));
    assertEquals(2, found("e2e: SameTest", files).size());
    assertEquals(1, found("e2e: b.SameTest", files).size());
    assertEquals(0, found("e2e: d.SameTest", files).size());
    assertEquals(0, found("server-node: b.SameTest", files).size());
    assertEquals(0, found("SameTest", files).size());
  }

  private static List<Path> found(String name, List<Path> files) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return List.of();
    }
    Path module = ROOT.resolve(parts.group(1)).resolve("src/test/java");
    Path end = Path.of(parts.group(2).replace('.', '/') + ".java");
    return files.stream().filter(file -> file.startsWith(module) && file.endsWith(end)).toList();
  }

  private static boolean holdsTests(Path file) throws IOException {
    String text = Files.readString(file);
    return ASSERTS.stream().anyMatch(text::contains);
  }

  private static List<Path> testFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
      }
    }
    return found;
  }
}
