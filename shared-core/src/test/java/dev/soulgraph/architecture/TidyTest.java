package dev.soulgraph.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no compiler checks: the size of files, their place, and nullness in every package. */
final class TidyTest {
  private static final int LINES_MAX = 350;

  private static final Set<String> SKIPPED =
      Set.of(".git", ".idea", "target", "node_modules", "data");

  private static final Pattern SOURCE =
      Pattern.compile(".*\\.(java|js|mjs|cjs|ts|css|html|sh|py)|soulgraph|verify|simulate");

  private static final Pattern PACKAGE =
      Pattern.compile("^package\\s+([\\w.]+);", Pattern.MULTILINE);

  private static final Path ROOT = root(Path.of("").toAbsolutePath());

  @Test
  void noSourceFileIsTooLongToReadAtOnce() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > LINES_MAX) {
        tooLong.add(ROOT.relativize(file) + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), tooLong, "a source file has at most " + LINES_MAX + " lines");
  }

  @Test
  void packagesAreNamedAsTheirFolders() throws IOException {
    List<String> misplaced = new ArrayList<>();
    for (Path file : javaSources()) {
      String declared = packageOf(file);
      if (!file.endsWith(declared.replace('.', '/') + "/" + file.getFileName())) {
        misplaced.add(ROOT.relativize(file) + " declares " + declared);
      }
    }
    assertEquals(List.of(), misplaced);
  }

  @Test
  void everyPackageOfOursIsNullMarked() throws IOException {
    List<String> unmarked = new ArrayList<>();
    for (Path file : javaSources()) {
      boolean ours = packageOf(file).startsWith("dev.soulgraph");
      if (ours && isMain(file) && !isNullMarked(file.resolveSibling("package-info.java"))) {
        unmarked.add(ROOT.relativize(file).toString());
      }
    }
    assertEquals(List.of(), unmarked, "put @NullMarked into the package's package-info.java");
  }

  private static boolean isMain(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/').contains("src/main/java/");
  }

  private static boolean isNullMarked(Path packageInfo) throws IOException {
    return Files.exists(packageInfo) && Files.readString(packageInfo).contains("@NullMarked");
  }

  private static String packageOf(Path file) throws IOException {
    Matcher declaration = PACKAGE.matcher(Files.readString(file));
    return declaration.find() ? declaration.group(1) : "";
  }

  private static List<Path> javaSources() throws IOException {
    return sources().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (SOURCE.matcher(String.valueOf(file.getFileName())).matches()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertFalse(found.isEmpty(), "no sources below " + ROOT);
    return found;
  }

  private static Path root(Path from) {
    Path at = from;
    while (!Files.isDirectory(at.resolve(".mvn"))) {
      Path parent = at.getParent();
      if (parent == null) {
        throw new IllegalStateException("no repository above " + from);
      }
      at = parent;
    }
    return at;
  }
}
