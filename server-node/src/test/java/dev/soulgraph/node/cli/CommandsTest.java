package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** put, get and status against a real node over real sockets. */
final class CommandsTest {
  @TempDir static Path folder;

  private static NodeProcess node;

  @BeforeAll
  static void start() throws IOException {
    node = NodeProcess.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private final Shell shell = new Shell(folder.resolve("home"));

  private Shell.Result run(String... arguments) {
    return run(shell, arguments);
  }

  private static Shell.Result run(Shell shell, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--relay");
    all.add(node.relay());
    return shell.run(all.toArray(new String[0]));
  }

  private static void assertDone(String out, Shell.Result result) {
    assertEquals(0, result.code(), result.err());
    assertEquals("", result.err());
    assertEquals(out, result.out());
  }

  @Test
  void whatIsPutCanBeGot() {
    assertDone(
        "{\"soul\":\"put/ada\",\"receipt\":\"relayed\",\"changes\":5}\n",
        run("put", "put/ada", "name=Ada", "born=1815", "boss=@put/b", "a:={\"b\":[\"x\",2]}"));
    assertDone(
        "{\"soul\":\"put/ada\",\"born\":1815,\"boss\":{\"$link\":\"put/b\"},\"name\":\"Ada\"}\n",
        run("get", "put/ada"));
    assertDone(
        "{\"soul\":\"put/ada/a.b\",\"\\\"x\\\"\":\"x\",\"2\":2}\n", run("get", "put/ada/a.b"));
    assertDone(
        "{\n  \"soul\": \"put/ada/a.b\",\n  \"\\\"x\\\"\": \"x\",\n  \"2\": 2\n}\n",
        run(new Shell(folder.resolve("home")).onTerminal(), "get", "put/ada/a.b"));
  }

  @Test
  void nullDeletesAPropertyAndAtLastTheNode() {
    run("put", "del/a", "x=1", "y=ä");
    run("put", "del/a", "x=null");
    assertDone("{\"soul\":\"del/a\",\"y\":\"ä\"}\n", run("get", "del/a"));
    run("put", "del/a", "y=null");
    Shell.Result absent = run("get", "del/a");
    assertEquals(1, absent.code());
    assertEquals("", absent.out());
    assertEquals("soulgraph: the relay has no such node (del/a)\n", absent.err());
  }

  @Test
  void whatIsErasedIsGone() {
    run("put", "any/node", "x=1");
    String author = run("status").out().replaceAll("(?s).*\"author\":\"(\\w+)\".*", "$1");
    String space = "~" + author + "/notes";
    run("put", space + "/one", "x=1");
    run("put", space + "/two", "x=1");
    assertDone(
        "{\"soul\":\"" + space + "/one\",\"receipt\":\"relayed\",\"changes\":1}\n",
        run("erase", space + "/one"));
    assertEquals(1, run("get", space + "/one").code());
    assertEquals(0, run("get", space + "/two").code());
    assertEquals(0, run("erase", space, "--prefix").code());
    assertEquals(1, run("get", space + "/two").code());
    assertDone("", run("export", space));
  }

  @Test
  void onlyTheOwnerErases() {
    Shell.Result result = run("erase", "people/alice");
    assertEquals(1, result.code());
    assertTrue(result.err().startsWith("soulgraph: not-owner: "), result.err());
    assertTrue(result.err().contains("null"), result.err());
    assertEquals(1, run("erase", "no//soul").code());
  }

  @Test
  void aWriteLiesAboveOneWhoseClockWasAhead() {
    Shell ahead = new Shell(folder.resolve("other")).clockOffBy(3_000);
    assertEquals(0, run(ahead, "put", "clock/a", "x=1").code());
    assertEquals(0, run("put", "clock/a", "x=2").code());
    assertDone("{\"soul\":\"clock/a\",\"x\":2}\n", run("get", "clock/a"));
  }

  @Test
  void aClockSetBackStillWritesAndIsTold() {
    assertEquals(0, run("put", "back/a", "x=1").code());
    Shell behind = new Shell(folder.resolve("home")).clockOffBy(-3_600_000);
    Shell.Result result = run(behind, "put", "back/a", "x=2");
    assertEquals(0, result.code());
    assertTrue(result.err().startsWith("soulgraph: warning: this machine's clock is 3"));
    assertTrue(result.err().endsWith("ms behind the relay's\n"), result.err());
    assertDone("{\"soul\":\"back/a\",\"x\":2}\n", run("get", "back/a"));
  }

  @Test
  void anotherNetworkIsRefusedByName() {
    Shell.Result result = run("put", "net/a", "x=1", "--network", "other");
    assertEquals(1, result.code());
    assertTrue(result.err().startsWith("soulgraph: network-mismatch: "), result.err());
    assertTrue(result.err().contains("--network"), result.err());
    assertEquals(result.err().indexOf("network-mismatch"), result.err().lastIndexOf("network-m"));
  }

  @Test
  void statusSaysHowTheRelayIsReached() {
    Shell.Result result = run("status");
    assertEquals(0, result.code(), result.err());
    assertTrue(
        result
            .out()
            .matches(
                "\\{\"status\":\"online\",\"relay\":\"ws://[^\"]+\",\"network\":\"main\","
                    + "\"node\":\"z6Mk\\w+\",\"roundTripMs\":\\d+,\"clockOffsetMs\":-?\\d+,"
                    + "\"author\":(null|\"z6Mk\\w+\"),\"clockSkewMs\":0,\"clientsAheadMs\":0,"
                    + "\"peers\":\\[]}\n"),
        result.out());
  }

  @Test
  void aPortInUseIsNamed() {
    String port = node.relay().replaceAll(".*:(\\d+)/.*", "$1");
    Shell.Result result =
        shell.run("serve", "--port", port, "--data", folder.resolve("second").toString());
    assertEquals(1, result.code());
    assertTrue(result.err().startsWith("soulgraph: port-in-use: "), result.err());
    assertTrue(result.err().contains("--port"), result.err());
  }

  @Test
  void aDataFolderInUseIsNamed() {
    Shell.Result result =
        shell.run("serve", "--port", "0", "--data", folder.resolve("data").toString());
    assertEquals(1, result.code());
    assertTrue(result.err().startsWith("soulgraph: data-in-use: "), result.err());
    assertTrue(result.err().contains("--data"), result.err());
  }

  @Test
  void httpAddressesWillDo() {
    String http = node.relay().replace("ws:", "http:").replace("/gossip", "");
    Shell.Result result = shell.run("export", "nobody", "--relay", http);
    assertDone("", result);
  }
}
