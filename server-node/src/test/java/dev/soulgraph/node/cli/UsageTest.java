package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
  @TempDir Path home;

  private Shell.Result run(String... arguments) {
    return new Shell(home).run(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve", "put", "get", "erase", "import", "export", "status", "check", "backup", "restore"
      })
  void everyCommandExplainsItself(String command) {
    Shell.Result help = run(command, "--help");
    assertEquals(0, help.code());
    assertEquals("", help.err());
    for (String part : new String[] {"Usage: soulgraph " + command, "Exit codes:", "Example"}) {
      assertTrue(help.out().contains(part), help.out());
    }
    boolean local = command.equals("serve") || command.equals("check");
    assertEquals(local, !help.out().contains("--relay"), help.out());
    Shell.Result version = run(command, "--version");
    assertEquals(0, version.code());
    assertTrue(version.out().startsWith("soulgraph "), version.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "put",
        "put people/alice",
        "put people/alice name",
        "put people/alice name:=tru",
        "put people/alice x=1 --timeout -1",
        "put people/alice x=1 --timeout soon",
        "get",
        "get a b",
        "erase",
        "erase a b",
        "get a --relay ftp://example.org",
        "status --network MAIN",
        "import",
        "import x --soul country",
        "import x --soul {a",
        "import x --link borders",
        "import x --link borders=country",
        "export --nothing",
        "check data",
        "backup",
        "restore",
        "restore x --network MAIN",
        "serve --port x",
        "serve --port 0 --data="
      })
  void whatIsNotUnderstoodEndsWith2(String line) {
    Shell.Result result = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertEquals(2, result.code(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith("soulgraph: "), result.err());
    assertTrue(result.err().contains("--help"), result.err());
    assertTrue(result.err().matches("(?s)soulgraph: [a-z]+-invalid: .*"), result.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "put a//b x=1 | soul-invalid: ",
        "put $x x=1 | space-reserved: ",
        "put people/alice x=9007199254740993 | value-invalid: ",
        "put people/alice x:=[{\"a\":1}] | value-unsupported: ",
        "get a//b | soul-invalid: ",
        "export a// | scope-invalid: ",
        "import nothing.json | input-invalid: "
      })
  void whatIsRefusedHereEndsWith1ByName(String line, String code) {
    Shell.Result result = run(line.split(" "));
    assertEquals(1, result.code(), result.err());
    assertTrue(result.err().startsWith("soulgraph: " + code), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"put a x=1", "get a", "export", "status", "import -"})
  void aRelayThatIsNotThereIsNamedWithAHint(String line) throws IOException {
    String closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = "ws://127.0.0.1:" + socket.getLocalPort() + "/gossip";
    }
    Shell.Result result = run((line + " --relay " + closed).split(" "));
    assertEquals(1, result.code());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith("soulgraph: relay-unreachable: "), result.err());
    assertTrue(result.err().contains("./soulgraph serve"), result.err());
    assertEquals(line.startsWith("import"), result.err().endsWith("acknowledged 0 of 0\n"));
  }

  @Test
  void aRelayThatSaysNothingTimesOut() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Shell.Result result =
          run("get", "a", "--relay", "127.0.0.1:" + silent.getLocalPort(), "--timeout", "0.2");
      assertEquals(1, result.code());
      assertTrue(result.err().startsWith("soulgraph: timeout: "), result.err());
      assertTrue(result.err().contains("--timeout"), result.err());
    }
  }

  @Test
  void readingMakesNoKey() {
    run("get", "a", "--relay", "127.0.0.1:9", "--timeout", "1");
    assertFalse(Files.exists(home.resolve(".config")));
  }
}
