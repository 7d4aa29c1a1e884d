package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NpmPackageTest {
  private static final Path PACKAGE = Path.of("target/package");
  private static final Pattern FILE = Pattern.compile("\"\\./([^\"]+\\.[a-z]+)\"");
  private static final Pattern NODE = Pattern.compile("from\"node:|import\\(\"ws\"\\)");

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(PACKAGE)) {
      return files.filter(file -> file.toString().endsWith(".js")).toList();
    }
  }

  private static Set<String> named(Path file) throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher matcher = FILE.matcher(Files.readString(file));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  @Test
  void everyFileThatIsNamedIsThere() throws IOException {
    for (String name : named(PACKAGE.resolve("package.json"))) {
      assertTrue(Files.isRegularFile(PACKAGE.resolve(name)), name);
    }
    for (Path script : scripts()) {
      for (String name : named(script)) {
        assertTrue(Files.isRegularFile(PACKAGE.resolve(name)), script + " names " + name);
      }
    }
  }

  /** What a page loads knows nothing of Node. */
  @Test
  void nodesPartsAreInFilesOfTheirOwn() throws IOException {
    Set<String> node = new TreeSet<>();
    for (Path script : scripts()) {
      if (NODE.matcher(Files.readString(script)).find()) {
        node.add(script.getFileName().toString());
      }
    }
    assertEquals(Set.of("folder.js", "node.js"), node);
  }

  @Test
  void everyScriptNamesItsSourceMap() throws IOException {
    for (Path script : scripts()) {
      String map = script.getFileName() + ".map";
      assertTrue(
          Files.readString(script).endsWith("//# sourceMappingURL=" + map + "\n"),
          script::toString);
      assertTrue(Files.readString(PACKAGE.resolve(map)).contains("\"sourcesContent\""), map);
    }
  }
}
