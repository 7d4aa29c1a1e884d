package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed package in Node: the one on the path, 20 or newer, and npm's 22. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NpmPackageInNodeTest {
  private static final Project PROJECT = Project.installed();

  static final List<String> NODES = Stream.of("node", PROJECT.newerNode()).distinct().toList();

  private NodeProcess server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = new NodeProcess(data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Wasm's garbage collection came with Node 22. */
  private static String engine(String node) {
    String version = PROJECT.run(node, "--version").strip();
    return Integer.parseInt(version.substring(1, version.indexOf('.'))) < 22 ? "fallback" : "wasm";
  }

  @ParameterizedTest
  @FieldSource("NODES")
  void memoryIsWhatNodeTakesAndNothingIsWrongWithThat(String node) {
    String said = PROJECT.run(node, "node/relay.js", server.relay(), "auto");
    assertEquals(engine(node) + " memory webcrypto \n", said);
  }

  @ParameterizedTest
  @FieldSource("NODES")
  void theFallbackRunsToo(String node) {
    String said = PROJECT.run(node, "node/relay.js", server.relay(), "fallback");
    assertEquals("fallback memory webcrypto \n", said);
  }

  @ParameterizedTest
  @FieldSource("NODES")
  void aRelayThatIsNotThereStopsNothing(String node) {
    assertEquals("told\n", PROJECT.run(node, "node/unreachable.js"));
  }

  @ParameterizedTest
  @FieldSource("NODES")
  void twoWriteOneTextAndNobodySpoilsIt(String node) {
    assertEquals("one text\n", PROJECT.run(node, "node/text.js", server.relay()));
  }

  @ParameterizedTest
  @FieldSource("NODES")
  void testsOfApplicationsHaveAWorldInMemory(String node) {
    String script = "import('./node/world.js').then((tests) => tests.run(console.log))";
    List<String> said = PROJECT.run(node, "-e", script).lines().toList();
    assertEquals(10, said.size(), said::toString);
  }

  /** The guide's section on it begins with a test; it is run as it stands. */
  @ParameterizedTest
  @FieldSource("NODES")
  void theGuidesTestPasses(String node) throws IOException {
    String guide = Files.readString(Command.REPOSITORY.resolve("docs/GUIDE.md"));
    String section = guide.substring(guide.indexOf("## Testing your app"));
    int begin = section.indexOf("```js\n") + "```js\n".length();
    Files.writeString(
        PROJECT.path("note.test.js"), section.substring(begin, section.indexOf("```", begin)));
    String said = PROJECT.run(node, "--test", "note.test.js");
    assertTrue(Pattern.compile("pass 1\\b").matcher(said).find(), said);
  }

  /** Numbers of the process that is killed are given again, so its lock is seen to be stale. */
  @ParameterizedTest
  @FieldSource("NODES")
  void whatAFolderHasAcknowledgedIsThereAfterAKill(String node, @TempDir Path folder)
      throws IOException {
    int kept = 0;
    for (int round = 1; round <= 3; round++) {
      Process writer = PROJECT.start(node, "node/folder.js", folder.toString(), "1000000");
      try (BufferedReader said =
          new BufferedReader(
              new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
        String first = said.readLine();
        assertTrue(first != null && first.startsWith("found "), first);
        int found = found(first);
        assertTrue(found >= kept, first + ", of " + kept);
        kept = found;
        for (int i = 0; i < 50 * round; i++) {
          assertEquals("kept " + i, said.readLine());
          kept++;
        }
      } finally {
        writer.destroyForcibly().onExit().join();
      }
    }
    String last = PROJECT.run(node, "node/folder.js", folder.toString(), "1", server.relay());
    List<String> lines = last.lines().toList();
    String state = engine(node) + " folder undefined";
    assertTrue(lines.get(0).matches("found \\d+ \\d+ " + state), last);
    assertTrue(found(lines.get(0)) >= kept, last);
    assertEquals("pending 0", lines.get(2), last);
  }

  private static int found(String line) {
    return Integer.parseInt(line.substring("found ".length(), line.indexOf(' ', 6)));
  }

  /** A name that is no option's, refused in a file that only the map knows. */
  @ParameterizedTest
  @ValueSource(strings = {"soulgraph", "soulgraph/inline", "./node_modules/soulgraph/soulgraph.js"})
  void sourceMapsLeadBackToTheModules(String entry) {
    String script = "import('" + entry + "').then(m => m.open({ relay: 1 })).catch(console.log)";
    String said = PROJECT.run("node", "--enable-source-maps", "-e", script);
    assertTrue(said.contains("open has no such option (relay)"), said);
    assertTrue(Pattern.compile("readOptions .*/options\\.js:\\d+").matcher(said).find(), said);
  }

  static Stream<Arguments> entries() {
    Path page = PROJECT.path("node_modules/soulgraph/soulgraph.js");
    return NODES.stream()
        .flatMap(
            node ->
                Stream.of(
                        "soulgraph",
                        "soulgraph/inline",
                        "soulgraph/folder",
                        "soulgraph/testing",
                        page.toUri() + "")
                    .map(entry -> Arguments.of(node, entry)));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void importingTouchesNoGlobalAndStartsNothing(String node, String entry) {
    assertEquals("function\n", PROJECT.run(node, "node/import.js", entry));
  }
}
