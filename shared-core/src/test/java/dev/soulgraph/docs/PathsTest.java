package dev.soulgraph.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files and pages that the documents name are there. */
final class PathsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SOURCE = Pattern.compile("`([\\w./-]+\\.(?:java|js|d\\.ts))`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Set<String> SKIPPED = Set.of(".git", "target", "node_modules");

  /** Made by the end-to-end tests. */
  private static final String SCREENSHOT = "screenshot.png";

  /** What is built, for nodes to serve and for npm; no source. */
  private static final Set<String> SERVED =
      Set.of("soulgraph.js", "/soulgraph.js", "/soulgraph.d.ts", "inline.js");

  @Test
  void everySourceFileThatIsNamedExists() throws IOException {
    List<String> sources = new ArrayList<>();
    collect(ROOT.toRealPath(), sources);
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      for (String name : found(SOURCE, page)) {
        boolean here = sources.stream().anyMatch(source -> source.endsWith("/" + name));
        if (!here && !SERVED.contains(name)) {
          missing.add(page.getFileName() + " names " + name);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyPageThatIsLinkedExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : found(LINK, page)) {
        if (!Files.exists(page.resolveSibling(link)) && !link.endsWith(SCREENSHOT)) {
          missing.add(page.getFileName() + " links to " + link);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static List<String> found(Pattern pattern, Path page) throws IOException {
    return pattern.matcher(Files.readString(page)).results().map(each -> each.group(1)).toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  private static void collect(Path folder, List<String> sources) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry)) {
          if (!SKIPPED.contains(name)) {
            collect(entry, sources);
          }
        } else {
          sources.add(entry.toString().replace('\\', '/'));
        }
      }
    }
  }
}
