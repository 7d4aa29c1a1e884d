package dev.soulgraph.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other versions of Java leave the same transcripts, byte for byte: one of each version that is
 * installed beside the running one.
 */
final class OtherJdksTest {
  private static final int OLDEST = 17;
  private static final int PATIENCE_SECONDS = 120;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> leaveTheSameTranscripts() throws IOException {
    Map<Integer, Path> homes = homes();
    Assumptions.assumeFalse(homes.isEmpty(), "no other JDK is installed beside this one");
    byte[] own = Utf8.encode(Transcripts.all());
    return homes.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    "Java " + each.getKey(), () -> compare(own, run(each.getValue()))));
  }

  private static Map<Integer, Path> homes() throws IOException {
    Map<Integer, Path> homes = new TreeMap<>();
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(own.resolveSibling("."))) {
      for (Path home : beside.sorted().toList()) {
        int version = version(home);
        if (version >= OLDEST && version != Runtime.version().feature()) {
          homes.putIfAbsent(version, home);
        }
      }
    }
    return homes;
  }

  /** As the file that every JDK carries says; 0 for what is none. */
  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    Matcher found = VERSION.matcher(Files.readString(release));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private byte[] run(Path home) throws IOException, InterruptedException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path out = folder.resolve("transcripts");
    Process process =
        new ProcessBuilder(
                home.resolve("bin/java").toString(), "-cp", classes, Transcripts.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "ends");
      assertEquals(0, process.exitValue());
      return Files.readAllBytes(out);
    } finally {
      process.destroyForcibly();
    }
  }

  /** By section first, which says more than the number of a byte. */
  private static void compare(byte[] own, byte[] other) {
    String[] expected = Utf8.decode(own, 0, own.length).split("(?m)^== ", -1);
    String[] found = Utf8.decode(other, 0, other.length).split("(?m)^== ", -1);
    for (int i = 0; i < Math.min(expected.length, found.length); i++) {
      assertEquals(expected[i], found[i]);
    }
    assertTrue(Arrays.equals(own, other));
  }
}
