package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.node.ServeOptions;
import dev.soulgraph.node.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backup} and {@code restore} with real nodes, over real sockets. */
final class BackupTest {
  private static final int NODES = 2_000;

  @TempDir Path home;
  private Server from;
  private Server to;
  private Path file;

  @BeforeEach
  void start() {
    from = Server.start(ServeOptions.of("localhost", 0, home.resolve("from")));
    to = Server.start(ServeOptions.of("localhost", 0, home.resolve("to")));
    file = home.resolve("monday.soulgraph");
    String records =
        IntStream.range(0, NODES)
            .mapToObj(i -> "{\"soul\":\"people/" + i + "\",\"name\":\"Person " + i + "\",\"n\":1}")
            .collect(Collectors.joining("\n"));
    assertEquals(0, new Shell(home).runWith(records, "import", "-", "--relay", url(from)).code());
  }

  @AfterEach
  void stop() {
    from.stop();
    to.stop();
  }

  private static String url(Server server) {
    return "ws://localhost:" + server.port() + "/gossip";
  }

  private Shell.Result run(Server server, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--relay";
    all[arguments.length + 1] = url(server);
    return new Shell(home).run(all);
  }

  private void backup() {
    Shell.Result result = run(from, "backup", file.toString());
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("\"changes\":" + 2 * NODES + ","), result.out());
  }

  @Test
  void whatIsBackedUpIsRestoredWithItsSignatures() throws IOException {
    backup();
    assertTrue(Files.size(file) < 40L * NODES, Files.size(file) + " bytes");
    Shell.Result result = run(to, "restore", file.toString());
    assertEquals(0, result.code(), result.err());
    assertEquals("{\"applied\":" + 2 * NODES + "}\n", result.out());
    assertEquals(run(from, "export").out(), run(to, "export").out());
    assertEquals("{\"duplicate\":" + 2 * NODES + "}\n", run(to, "restore", file.toString()).out());
  }

  @Test
  void nothingNewerIsTurnedBack() {
    backup();
    assertEquals(0, run(from, "put", "people/7", "name=Seven", "new=1").code());
    Shell.Result result = run(from, "restore", file.toString());
    assertEquals(0, result.code(), result.err());
    assertEquals("{\"duplicate\":" + (2 * NODES - 1) + ",\"superseded\":1}\n", result.out());
    assertTrue(run(from, "get", "people/7").out().contains("Seven"));
  }

  @Test
  void itCanBeDoneWhileOthersWrite() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; !done.get(); i++) {
                new Shell(home.resolve("other"))
                    .run("put", "busy/" + i % 50, "i=" + i, "--relay", url(from));
              }
            });
    writer.start();
    Shell.Result taken = run(from, "backup", file.toString(), "--prefix", "people");
    Shell.Result given = run(to, "restore", file.toString());
    done.set(true);
    writer.join();
    assertEquals(0, taken.code(), taken.err());
    assertEquals(0, given.code(), given.err());
    assertEquals(run(from, "export", "people").out(), run(to, "export").out());
  }

  @Test
  void aDamagedFileIsRefusedByName() throws IOException {
    backup();
    byte[] whole = Files.readAllBytes(file);
    for (int size : new int[] {0, 5, 19, 25, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, size));
      assertRefused();
    }
    for (int at = 0; at < whole.length; at += 1 + whole.length / 40) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      if (at < 19 || at > 29) { // within gzip's head some bits mean nothing
        assertRefused();
      }
    }
    Files.delete(file);
    assertRefused();
  }

  private void assertRefused() {
    Shell.Result result = run(to, "restore", file.toString());
    assertEquals(1, result.code(), result.out());
    assertTrue(result.err().matches("(?s)soulgraph: [a-z]+(-[a-z]+)+: .*"), result.err());
    assertFalse(result.err().contains("internal"), result.err());
  }

  @Test
  void aBackupThatFailsLeavesNoFile() {
    String gone = url(from);
    from.stop();
    Shell.Result result = new Shell(home).run("backup", file.toString(), "--relay", gone);
    assertEquals(1, result.code());
    assertTrue(result.err().startsWith("soulgraph: relay-unreachable: "), result.err());
    assertFalse(Files.exists(file));
    assertFalse(Files.exists(home.resolve("monday.soulgraph.part")));
    Shell.Result nowhere = run(to, "backup", home.resolve("no/such/folder/x").toString());
    assertEquals(1, nowhere.code());
    assertTrue(nowhere.err().startsWith("soulgraph: storage-failed: "), nowhere.err());
  }

  @Test
  void anotherNetworksNodeRefuses() {
    backup();
    Shell.Result result = run(to, "restore", file.toString(), "--network", "other");
    assertEquals(1, result.code());
    assertTrue(result.err().startsWith("soulgraph: network-mismatch: "), result.err());
  }
}
