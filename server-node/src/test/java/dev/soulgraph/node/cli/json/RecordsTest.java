package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"soul\":\"a\",\"x\":1},{\"soul\":\"b\",\"x\":2}]",
        "{\"soul\":\"a\",\"x\":1}\n{\"soul\":\"b\",\"x\":2}",
        "{\"soul\":\"a\",\"x\":1}\r\n\r\n{\"soul\":\"b\",\"x\":2}\r\n",
        "\n [\n{\"soul\":\"a\",\n\"x\":1}\n,{\"soul\":\"b\",\"x\":2}\n] \n",
        "\uFEFF{\"soul\":\"a\",\"x\":1} {\"soul\":\"b\",\"x\":2}"
      })
  void comeFromAnArrayOrFromLines(String input) {
    assertEquals(Map.of("a", "x", "b", "x"), keys(input));
  }

  private static Map<String, String> keys(String input) {
    Map<String, String> keys = new java.util.TreeMap<>();
    new Importing()
        .graph(input)
        .forEach((soul, node) -> keys.put(soul, String.join(",", node.keySet())));
    return keys;
  }

  @Test
  void aByteOrderMarkSaysTheEncoding() {
    String input = "\uFEFF{\"soul\":\"ä\",\"x\":1}";
    for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE}) {
      try (Records records = new Importing().records(input.getBytes(charset))) {
        NodeWrites node = records.next();
        assertNotNull(node);
        assertEquals("ä", node.writes().get(0).soul().text());
      }
    }
  }

  @Test
  void nothingIsNoRecord() {
    assertEquals(0, new Importing().all("").size());
    assertEquals(0, new Importing().all("[]").size());
  }

  @Test
  void aBrokenLineIsNamed() {
    try (Records records =
        new Importing().records("{\"soul\":\"a\",\"x\":1}\n{\"soul\":\"b\",\n{")) {
      assertNotNull(records.next());
      SoulgraphException e = assertThrows(SoulgraphException.class, records::next);
      assertEquals(Code.INPUT_INVALID, e.code());
      assertTrue(e.value().startsWith("record 2, line 2: "), e.getMessage());
      assertEquals(2, records.count());
      assertFalse(records.skip(), "what follows can't be told apart");
    }
  }

  @Test
  void behindARefusedRecordTheRestCanBeCounted() {
    String input = "{\"soul\":\"a\",\"x\":1}\n{\"x\":2}\n{\"soul\":\"c\",\"x\":[{}]}\n{}\n";
    try (Records records = new Importing().records(input)) {
      assertNotNull(records.next());
      SoulgraphException e = assertThrows(SoulgraphException.class, records::next);
      assertEquals("record 2, line 2: {soul} of {soul}", e.value());
      assertTrue(records.skip());
      assertTrue(records.skip());
      assertFalse(records.skip());
      assertEquals(4, records.count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "7", "[[{}]]", "\"x\"", "[{\"soul\":\"a\",\"x\":1}] 5", "[null]"})
  void onlyObjectsAreRecords(String input) {
    try (Records records = new Importing().records(input)) {
      SoulgraphException e =
          assertThrows(
              SoulgraphException.class,
              () -> {
                while (records.next() != null) {}
              });
      assertEquals(Code.INPUT_INVALID, e.code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"soul\":\"a\",\"x\":NaN}", "{'soul':'a'}", "{\"soul\":\"a\"", "{,}"})
  void isStrictJson(String input) {
    assertEquals(
        Code.INPUT_INVALID,
        assertThrows(SoulgraphException.class, () -> new Importing().all(input)).code());
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] input = "{\"soul\":\"a\",\"x\":\"_\"}".getBytes(StandardCharsets.UTF_8);
    input[input.length - 3] = (byte) 0xff;
    try (Records records = new Importing().records(input)) {
      assertEquals(
          Code.INPUT_INVALID, assertThrows(SoulgraphException.class, records::next).code());
    }
  }

  @Test
  void aRecordOfNothingWritesNothing() {
    try (Records records = new Importing().records("{\"soul\":\"a\",\"x\":[],\"y\":{}}")) {
      NodeWrites node = records.next();
      assertNotNull(node);
      assertTrue(node.writes().isEmpty());
      assertNull(records.next());
    }
  }
}
