package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.node.GuardOptions;
import dev.soulgraph.node.ServeOptions;
import dev.soulgraph.node.Server;
import dev.soulgraph.node.limits.Limit;
import dev.soulgraph.node.limits.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands do the work that a node asks for; rules are printed as they can be read. */
final class WorkCommandsTest {
  @TempDir Path folder;
  private Server server;
  private Shell shell;

  @BeforeEach
  void start() throws Exception {
    Path limits = Files.writeString(folder.resolve("limits"), "proof-of-work-bits = 14\n");
    server =
        Server.start(
            ServeOptions.of("localhost", 0, folder.resolve("data"))
                .withGuard(GuardOptions.STANDARD.with(limits, List.of())));
    shell = new Shell(folder, Map.of("SOULGRAPH_KEY", folder.resolve("key").toString()));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private String relay() {
    return "ws://localhost:" + server.port();
  }

  @Test
  void putDoesTheWork() {
    Shell.Result result = shell.run("put", "a/1", "x=1", "--relay", relay());
    assertEquals(0, result.code(), result.err());
  }

  @Test
  void importDoesTheWorkForEachBatch() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      lines.append("{\"soul\":\"p/").append(i).append("\",\"name\":\"Person\"}\n");
    }
    Path file = Files.writeString(folder.resolve("people.jsonl"), lines);
    Shell.Result result = shell.run("import", file.toString(), "--relay", relay());
    assertEquals("acknowledged 3000 of 3000\n", result.err());
    assertEquals(0, result.code());
  }

  @Test
  void whatIsPrintedCanBeRead() throws Exception {
    Shell.Result result = shell.run("serve", "--print-limits");
    assertEquals(0, result.code(), result.err());
    Rules rules = Rules.read(Files.writeString(folder.resolve("printed"), result.out()));
    for (Limit limit : Limit.values()) {
      assertEquals(limit.standard(), rules.get(limit), limit.text());
    }
    assertEquals(0, rules.listed());
  }

  @Test
  void whatCannotBeUnderstoodIsNamedAtTheStart() throws Exception {
    String data = "--data=" + folder.resolve("other");
    for (String line :
        List.of(
            "unknown = 1",
            "connections = many",
            "connections = 0",
            "connections = 1\nconnections = 2",
            "proof-of-work-bits = 25",
            "deny-address = example.org",
            "deny-address = 1.2.3.4/33",
            "deny-author = z6MkNobody",
            "deny-space = a//b",
            "words")) {
      Path file = Files.writeString(folder.resolve("bad"), "# first\n" + line + "\n");
      Shell.Result result = shell.run("serve", data, "--limits", file.toString());
      assertEquals(2, result.code(), line);
      assertTrue(result.err().contains("input-invalid: line "), result.err());
    }
    for (List<String> words :
        List.of(
            List.of("--limits", folder.resolve("absent").toString()),
            List.of("--proof-of-work", "25"),
            List.of("--policy-failure", "hope"),
            List.of("--policy", " "),
            List.of("--origin", "example.org"),
            List.of("--trusted-proxy", "nginx"),
            List.of("--tls-cert", "x"),
            List.of("--tls-cert", "absent", "--tls-key", "absent"))) {
      String[] all = new String[words.size() + 2];
      all[0] = "serve";
      all[1] = data;
      for (int i = 0; i < words.size(); i++) {
        all[i + 2] = words.get(i);
      }
      Shell.Result result = shell.run(all);
      assertEquals(2, result.code(), words + " " + result.err());
      assertTrue(result.err().contains("input-invalid"), result.err());
    }
  }
}
