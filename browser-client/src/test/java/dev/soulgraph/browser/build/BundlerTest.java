package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BundlerTest {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\b(\\w+)\\??:");

  /** Two releases may be open in two tabs, and shorten names otherwise. */
  @Test
  void whatTabsTellEachOtherKeepsItsNames() throws IOException {
    String ports = Files.readString(Path.of("src/main/js/ports.d.ts"));
    for (String type : List.of("type Operation =", "interface RelayNews", "type TabMessage =")) {
      int start = ports.indexOf(type);
      assertTrue(start >= 0, type);
      List<String> names =
          NAME.matcher(ports.substring(start, ports.indexOf("\n}", start) + 1))
              .results()
              .map((MatchResult each) -> each.group(1))
              .toList();
      assertTrue(names.size() > 2, type);
      assertEquals(List.of(), names.stream().filter(Bundler.INTERNAL::contains).toList(), type);
    }
  }

  /** What is looked up by a text must be called by it. */
  @Test
  void whatIsAlsoATextKeepsItsName() throws IOException {
    List<String> both = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/js"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".js")).toList()) {
        String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        Bundler.INTERNAL.stream()
            .filter(name -> code.contains('"' + name + '"'))
            .forEach(name -> both.add(file + ": " + name));
      }
    }
    assertEquals(List.of(), both);
  }
}
