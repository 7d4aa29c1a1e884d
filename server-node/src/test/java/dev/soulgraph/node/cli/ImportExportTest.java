package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** import and export against real nodes over real sockets. */
final class ImportExportTest {
  private static final String COUNTRIES =
      """
      [{"cca3":"AUT","name":{"common":"Austria"},"borders":["CHE","DEU"],"tags":["a",1,"a"]},
       {"cca3":"CHE","name":{"common":"Schweiz"},"borders":["AUT"],"independent":null,"x":{}}]
      """;

  @TempDir Path folder;

  private Shell shell() {
    return new Shell(folder.resolve("home"));
  }

  private static String people(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("{\"soul\":\"people/p").append(i).append("\",\"name\":\"Person ").append(i);
      lines.append("\",\"age\":").append(i % 90).append(",\"city\":\"Wien\"}\n");
    }
    return lines.toString();
  }

  @Test
  void countriesBecomeNodesSetsAndLinks() throws IOException {
    Path file = Files.writeString(folder.resolve("countries.json"), COUNTRIES);
    try (NodeProcess node = NodeProcess.start(folder.resolve("data"))) {
      Shell.Result result =
          shell()
              .run(
                  "import",
                  file.toString(),
                  "--soul",
                  "country/{cca3}",
                  "--link",
                  "borders=country/{}",
                  "--link",
                  "missing=x/{}",
                  "--relay",
                  node.relay());
      assertEquals(
          "soulgraph: warning: no record has the field missing\nacknowledged 2 of 2\n",
          result.err());
      assertEquals(0, result.code());
      assertEquals("", result.out());
      assertEquals(
          """
          {"soul":"country/AUT","cca3":"AUT","name.common":"Austria"}
          {"soul":"country/AUT/borders","@country/CHE":{"$link":"country/CHE"},\
          "@country/DEU":{"$link":"country/DEU"}}
          {"soul":"country/AUT/tags","\\"a\\"":"a","1":1}
          {"soul":"country/CHE","cca3":"CHE","name.common":"Schweiz"}
          {"soul":"country/CHE/borders","@country/AUT":{"$link":"country/AUT"}}
          """,
          shell().run("export", "country", "--relay", node.relay()).out());
    }
  }

  @Test
  void whatGunHasExportedKeepsItsSoulsLinksAndTimes() throws IOException {
    String graph =
        """
        {"mark":{"_":{"#":"mark","#extra":1,">":{"name":1600000000000,"boss":1600000000000.25}},
                 "name":"Mark","boss":{"#":"mark/boss"}},
         "mark/boss":{"_":{"#":"mark/boss",">":{"name":1600000000000}},"name":"Fluffy"},
         "~@alice":{"_":{"#":"~@alice"},"x":1}}
        """;
    try (NodeProcess node = NodeProcess.start(folder.resolve("data"))) {
      String[] command = {"import", "--from", "gun", "-", "--relay", node.relay()};
      Shell.Result first = shell().runWith(graph, command);
      assertEquals(1, first.code());
      assertTrue(first.err().endsWith("acknowledged 2 of 3\n"), first.err());
      assertTrue(first.err().contains("record 3, line 4, ~@alice"), first.err());
      String whole =
          """
          {"soul":"mark","boss":{"$link":"mark/boss"},"name":"Mark"}
          {"soul":"mark/boss","name":"Fluffy"}
          """;
      assertEquals(whole, shell().run("export", "--relay", node.relay()).out());
      // What has been written since is newer than all that GUN knew, whenever that comes.
      shell().run("put", "mark", "name=Marc", "--relay", node.relay());
      String again = shell().runWith(graph, command).err();
      assertTrue(again.contains("1 properties had a newer value already"), again);
      String late =
          graph.replace("1600000000000.25", "1600000000001").replace("boss\"}}", "cat\"}}");
      shell().runWith(late, command);
      String expected = whole.replace("Mark", "Marc").replace("\"mark/boss\"}", "\"mark/cat\"}");
      String now = shell().run("export", "mark", "--relay", node.relay()).out();
      assertEquals(expected.lines().findFirst(), now.lines().findFirst());
    }
  }

  @Test
  void whatOneNodeExportsAnotherTakesWithNothingLost() throws IOException {
    String graph =
        """
        {"soul":"a","$soul":"s","$$soul":1,"$link":"text","a.b":true,"k\\"":{"$bytes":"AAEC"}}
        {"soul":"ä/𝄞","l":{"$link":"a/b c"},"o":{"$cbor":"gwECAw"},"t":"\\u0000\\n\\""}
        """;
    try (NodeProcess one = NodeProcess.start(folder.resolve("one"));
        NodeProcess other = NodeProcess.start(folder.resolve("other"))) {
      Shell.Result in = shell().runWith(graph, "import", "-", "--relay", one.relay());
      assertEquals("acknowledged 2 of 2\n", in.err());
      String exported = shell().run("export", "--relay", one.relay()).out();
      shell().runWith(exported, "import", "-", "--relay", other.relay());
      assertEquals(exported, shell().run("export", "--relay", other.relay()).out());
      assertEquals(2, exported.lines().count());
      assertTrue(exported.contains("\"$$soul\":1"), exported);
    }
  }

  @Test
  void whatOthersOwnIsLeftOutAndTheRestImported() throws IOException {
    String key = "~z6MkwXG2WjeQnNxSoynSGYU8V9j3QzP3JSqhdmkHc6SaVWoP";
    String input =
        "{\"soul\":\""
            + key
            + "/profile\",\"name\":\"B\"}\n"
            + "{\"soul\":\"poll\",\""
            + key
            + "/vote\":1,\"title\":\"T\"}\n"
            + "{\"soul\":\"plain\",\"x\":1}\n";
    try (NodeProcess node = NodeProcess.start(folder.resolve("data"))) {
      Shell.Result result = shell().runWith(input, "import", "-", "--relay", node.relay());
      assertEquals(1, result.code());
      assertEquals(1, acknowledged(result, 3), result.err());
      assertTrue(result.err().contains("left out: not-owner: "), result.err());
      assertTrue(result.err().contains("(record 1, line 1: "), result.err());
      assertTrue(result.err().contains("left out: key-not-own: "), result.err());
      assertTrue(result.err().contains("(record 2, line 2: "), result.err());
      assertEquals(
          """
          {"soul":"plain","x":1}
          {"soul":"poll","title":"T"}
          """,
          shell().run("export", "--relay", node.relay()).out());
    }
  }

  @Test
  void aBadRecordIsNamedAndWhatCameBeforeItsBatchIsCounted() throws IOException {
    String input = people(0, 2500) + "{\"soul\":\"people/x\",\"x\":[[]]}\n" + people(2500, 3000);
    try (NodeProcess node = NodeProcess.start(folder.resolve("data"))) {
      Shell.Result result = shell().runWith(input, "import", "-", "--relay", node.relay());
      assertEquals(1, result.code());
      assertTrue(
          result.err().contains("value-unsupported: an array holds no arrays (record 2501, line"),
          result.err());
      long acknowledged = acknowledged(result, 3001);
      assertTrue(acknowledged > 0 && acknowledged <= 2500, result.err());
      assertEquals(acknowledged, exported(node));
    }
  }

  @Test
  void aNodeKilledDuringAnImportHasAllThatWasAcknowledged() throws IOException {
    int total = 30_000;
    Path data = folder.resolve("data");
    NodeProcess node = NodeProcess.start(data);
    byte[] first = people(0, 20_000).getBytes(StandardCharsets.UTF_8);
    byte[] rest = people(20_000, total).getBytes(StandardCharsets.UTF_8);
    // The reader is a few batches ahead at most: when so much has been read, some is acknowledged.
    InputStream input = new KillingInput(first, rest, node::kill);
    Shell.Result result = shell().runWith(input, "import", "-", "--relay", node.relay());
    assertEquals(1, result.code());
    assertTrue(result.err().contains("soulgraph: relay-closed: "), result.err());
    long acknowledged = acknowledged(result, total);
    assertTrue(acknowledged > 0 && acknowledged < total, result.err());
    try (NodeProcess again = NodeProcess.start(data)) {
      assertTrue(exported(again) >= acknowledged, result.err());
      Shell.Result second =
          shell().runWith(people(0, total), "import", "-", "--relay", again.relay());
      assertEquals(total, acknowledged(second, total));
      assertEquals(total, exported(again));
      assertEquals(0, second.code());
    }
  }

  private long exported(NodeProcess node) {
    Shell.Result result = shell().run("export", "people", "--relay", node.relay());
    assertEquals(0, result.code(), result.err());
    return result.out().lines().count();
  }

  private static long acknowledged(Shell.Result result, int total) {
    String last = result.err().lines().reduce("", (before, line) -> line);
    assertTrue(last.matches("acknowledged \\d+ of " + total), result.err());
    return Long.parseLong(last.replaceAll("acknowledged (\\d+) of .*", "$1"));
  }

  /** Does something between two pieces of the input. */
  private static final class KillingInput extends InputStream {
    private final InputStream first;
    private final InputStream rest;
    private final Runnable between;
    private boolean done;

    KillingInput(byte[] first, byte[] rest, Runnable between) {
      this.first = new ByteArrayInputStream(first);
      this.rest = new ByteArrayInputStream(rest);
      this.between = between;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = first.read(into, from, length);
      if (count >= 0) {
        return count;
      }
      if (!done) {
        done = true;
        between.run();
      }
      return rest.read(into, from, length);
    }
  }
}
