package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in processes of their own that name each other with {@code --peer}. */
final class PeerProcessTest {
  private static final long PATIENCE_MS = 60_000;

  @TempDir Path folder;

  private String run(NodeProcess node, String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--relay";
    all[arguments.length + 1] = node.relay();
    Shell.Result result = new Shell(folder.resolve("home")).run(all);
    assertEquals(0, result.code(), result.err());
    return result.out();
  }

  private void await(NodeProcess node, Predicate<String> done, String... arguments)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    String out = run(node, arguments);
    while (!done.test(out)) {
      assertTrue(System.nanoTime() < end, out);
      Thread.sleep(50);
      out = run(node, arguments);
    }
  }

  @Test
  void oneThatIsKilledAndLosesItsFolderIsRefilled() throws Exception {
    try (NodeProcess one = NodeProcess.start(folder.resolve("one"))) {
      NodeProcess two = NodeProcess.start(folder.resolve("two"), "--peer", one.relay());
      try (two) {
        run(one, "put", "people/ada", "name=Ada");
        await(two, out -> out.contains("Ada"), "export", "people");
        run(two, "put", "people/ada", "born=1815");
        await(one, out -> out.contains("1815"), "export", "people");
        two.kill();
      }
      String http = one.relay().replace("ws:", "http:").replace("/gossip", "");
      try (NodeProcess empty = NodeProcess.start(folder.resolve("empty"), "--peer", http)) {
        await(
            empty,
            out -> out.equals("{\"soul\":\"people/ada\",\"born\":1815,\"name\":\"Ada\"}\n"),
            "export",
            "people");
        await(empty, out -> out.contains("\"state\":\"online\""), "status");
        await(one, out -> out.contains("\"direction\":\"in\""), "status");
      }
    }
  }

  @Test
  void aPeerThatIsNoAddressIsAMatterOfUsage() throws IOException {
    Shell.Result result =
        new Shell(folder).run("serve", "--port", "0", "--peer", "ftp://example.org");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("relay-invalid"), result.err());
  }
}
