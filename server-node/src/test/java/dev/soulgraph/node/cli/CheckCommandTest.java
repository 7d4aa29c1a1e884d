package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.node.ServeOptions;
import dev.soulgraph.node.Server;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} on the folder of a node that ran. */
final class CheckCommandTest {
  @TempDir Path home;
  private Path data;

  @BeforeEach
  void write() {
    data = home.resolve("data");
    try (Server server = Server.start(ServeOptions.of("localhost", 0, data))) {
      String relay = "ws://localhost:" + server.port() + "/gossip";
      for (String name : new String[] {"alice", "bob"}) {
        assertEquals(0, run("put", "people/" + name, "name=" + name, "--relay", relay).code());
      }
    }
  }

  private Shell.Result run(String... arguments) {
    return new Shell(home).run(arguments);
  }

  private Shell.Result check(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "check";
    arguments[1] = "--data";
    arguments[2] = data.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return run(arguments);
  }

  @Test
  void aSoundFolderIsSaidToBeSound() {
    Shell.Result result = check();
    assertEquals(0, result.code(), result.err());
    assertTrue(
        result.out().contains("\"network\":\"main\",\"changes\":2,\"seals\":2,\"wrong\":0}"));
    assertEquals("", result.err());
  }

  @Test
  void whatIsWrongIsNamedAndMended() {
    try (MVStore store = MVStore.open(data.resolve("soulgraph.mv.db").toString())) {
      store.removeMap("index");
    }
    Shell.Result found = check();
    assertEquals(1, found.code());
    assertTrue(found.out().contains("\"wrong\":2"), found.out());
    assertTrue(found.err().contains("doesn't hold: the index names each change (2): people/alice"));
    assertTrue(found.err().contains("data-unreadable: "), found.err());
    assertTrue(found.err().contains("--repair"), found.err());
    Shell.Result repaired = check("--repair");
    assertEquals(0, repaired.code(), repaired.err());
    assertTrue(repaired.out().contains("\"removed\":0}"), repaired.out());
    assertEquals(0, check().code());
  }

  @Test
  void aRunningNodesFolderAndAMissingOneAreRefused() {
    try (Server server = Server.start(ServeOptions.of("localhost", 0, data))) {
      assertTrue(server.port() > 0);
      assertTrue(check().err().startsWith("soulgraph: data-in-use: "));
    }
    Shell.Result missing = run("check", "--data", home.resolve("nowhere").toString());
    assertEquals(1, missing.code());
    assertTrue(missing.err().startsWith("soulgraph: data-unreadable: "), missing.err());
    assertTrue(!home.resolve("nowhere").toFile().exists());
  }
}
