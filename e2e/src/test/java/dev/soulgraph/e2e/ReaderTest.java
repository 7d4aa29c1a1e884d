package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reader in JavaScript, which follows docs/PROTOCOL.md with Node's own crypto and none of our
 * code: it agrees with every golden vector, and the node with it.
 */
class ReaderTest {
  private static final Path READER = Command.REPOSITORY.resolve(Path.of("e2e", "reader"));
  private static final Path VECTORS =
      Command.REPOSITORY.resolve(Path.of("shared-core", "src", "test", "resources", "vectors"));

  private record Result(int exit, String output) {}

  private static Result run(String script, String argument)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("node", READER.resolve(script).toString(), argument)
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
      return new Result(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Test
  void everyVectorHolds() throws IOException, InterruptedException {
    Result result = run("vectors.mjs", VECTORS.toString());
    assertEquals(0, result.exit(), result.output());
    System.out.print("Read as the page says: " + result.output());
    assertTrue(result.output().matches("\\d{3,} vectors\\R"), result.output());
  }

  /** Frames apart: one with another letter in a text is as lawful. */
  @TestFactory
  Stream<DynamicTest> anotherDigitIsNoticed(@TempDir Path folder) throws IOException {
    for (Path file : files()) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
    return files().stream()
        .filter(file -> !file.endsWith("frames.json"))
        .map(file -> DynamicTest.dynamicTest(file.getFileName() + "", () -> change(folder, file)));
  }

  private static void change(Path folder, Path file) throws IOException, InterruptedException {
    String json = Files.readString(file);
    int end = json.lastIndexOf('"');
    char other = json.charAt(end - 1) == '0' ? '1' : '0';
    Path changed = folder.resolve(file.getFileName());
    Files.writeString(changed, json.substring(0, end - 1) + other + json.substring(end));
    Result result = run("vectors.mjs", folder.toString());
    Files.writeString(changed, json);
    assertNotEquals(0, result.exit(), result.output());
    String name = file.getFileName().toString().replace(".json", "");
    assertTrue(result.output().startsWith(name + ", "), result.output());
  }

  @Test
  void theNodeTakesItsCommitAndGivesItBack(@TempDir Path data)
      throws IOException, InterruptedException {
    try (NodeProcess node = new NodeProcess(data)) {
      Result result = run("client.mjs", node.relay());
      assertEquals(0, result.exit(), result.output() + node.output());
      assertTrue(result.output().contains("2 changes written and read back"), result.output());
    }
  }
}
