package dev.soulgraph.browser;

import dev.soulgraph.browser.build.Compiler;
import dev.soulgraph.browser.build.Module;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the build left what the tests look at. */
public final class Built {
  static final Path TARGET = Path.of("target").toAbsolutePath();

  static final Path DIST = TARGET.resolve("classes/META-INF/soulgraph/dist");

  /** The modules before they are bundled, which look for their assets beside themselves. */
  static final Path MODULES = TARGET.resolve("bundle");

  static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();

  private Built() {}

  /** Compiles {@link TestModule}, unless that was done, and returns the folder of its two files. */
  static Path testModule() throws IOException {
    return new Compiler(classPath(), TARGET.resolve("teavm-test"))
        .compile(new Module("test", "dev.soulgraph.browser.TestModule", true));
  }

  /** The tests' own; Surefire hides it behind a jar that only names it. */
  public static List<Path> classPath() {
    String entries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(entries.split(File.pathSeparator)).map(Path::of).toList();
  }
}
