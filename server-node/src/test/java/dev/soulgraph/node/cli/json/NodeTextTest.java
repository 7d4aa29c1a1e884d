package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class NodeTextTest {
  private static final String[] KEYS = {
    "soul",
    "$soul",
    "$$soul",
    "$$$soul",
    "$",
    "$$",
    "$link",
    "$bytes",
    "$cbor",
    "a",
    "a.b",
    "a.b.c",
    "a.$link",
    ".",
    "..",
    "a.",
    ".a",
    "soul.",
    "$soul.x",
    "soul.soul",
    "\"",
    "\\",
    "\"x\"",
    "@country/CHE",
    "ünïcode",
    "𝄞",
    "日本",
    "a/b",
    "//",
    " ",
    "x=y",
    "{}",
    "[0]",
    "null",
    "__proto__"
  };

  @Test
  void whatIsExportedComesBackWithNothingLost() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Map<String, Map<String, Value>> graph = graph(random);
      StringBuilder lines = new StringBuilder();
      StringBuilder pretty = new StringBuilder();
      graph.forEach(
          (soul, node) -> {
            lines.append(NodeText.line(soul, node)).append('\n');
            pretty.append(NodeText.pretty(soul, node)).append('\n');
          });
      assertEquals(graph, new Importing().graph(lines.toString()), "-Dseed=" + seed);
      assertEquals(graph, new Importing().graph(pretty.toString()), "-Dseed=" + seed);
    }
  }

  private static Map<String, Map<String, Value>> graph(Random random) {
    Map<String, Map<String, Value>> graph = new TreeMap<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      Map<String, Value> node = graph.computeIfAbsent(soul(random).text(), soul -> new TreeMap<>());
      for (int k = random.nextInt(8); k >= 0; k--) {
        String key =
            random.nextInt(4) == 0 ? text(random) + "k" : KEYS[random.nextInt(KEYS.length)];
        node.put(key.startsWith("~") ? "k" + key : key, value(random));
      }
    }
    return graph;
  }

  private static Soul soul(Random random) {
    String[] segments = {"people", "soul", "a b", "ä", "{x}", "\"", "@"};
    return Soul.of("n" + random.nextInt(9) + "/" + segments[random.nextInt(segments.length)]);
  }

  private static Value value(Random random) {
    switch (random.nextInt(8)) {
      case 0:
        return Value.of(random.nextBoolean());
      case 1:
        return new Value.Num(random.nextInt(1000) - 500);
      case 2:
        double any = Double.longBitsToDouble(random.nextLong());
        return new Value.Num(Double.isFinite(any) && any != 0 ? any : 1.5);
      case 3:
        return new Value.Num(Math.rint(random.nextDouble() * 1e20) + 1);
      case 4:
        return new Value.Link(soul(random));
      case 5:
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return new Value.Bytes(bytes);
      case 6:
        return new Value.Opaque(
            new CborWriter().array(2).uint(random.nextInt(1000)).text(text(random)).toBytes());
      default:
        return new Value.Text(text(random));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int point =
          switch (random.nextInt(4)) {
            case 0 -> "\"\\/{}[]$.@:=,~".codePointAt(random.nextInt(14));
            case 1 -> 0xa0 + random.nextInt(0xd800 - 0xa0);
            case 2 -> 0x10000 + random.nextInt(0x100000);
            default -> ' ' + random.nextInt(95);
          };
      text.appendCodePoint(point);
    }
    return text.toString();
  }

  @Test
  void controlCharactersInTextsComeBack() {
    Map<String, Value> node = Map.of("x", new Value.Text("\0\b\t\n\f\r\u001f\u007f\u0085\u2028"));
    String line = NodeText.line("a", node);
    assertEquals(
        "{\"soul\":\"a\",\"x\":\"\\u0000\\b\\t\\n\\f\\r\\u001f\\u007f\\u0085\u2028\"}", line);
    assertEquals(Map.of("a", node), new Importing().graph(line));
  }

  @Test
  void forPeopleAPropertyALine() {
    Map<String, Value> node = new TreeMap<>();
    node.put("boss", new Value.Link(Soul.of("people/bob")));
    node.put("soul", Value.TRUE);
    assertEquals(
        """
        {
          "soul": "people/alice",
          "boss": {"$link":"people/bob"},
          "$soul": true
        }\
        """,
        NodeText.pretty("people/alice", node));
  }
}
