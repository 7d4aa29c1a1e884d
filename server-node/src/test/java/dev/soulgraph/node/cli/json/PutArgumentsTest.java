package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PutArgumentsTest {
  private static Map<String, Value> put(boolean strings, String... arguments) {
    Map<String, Value> written = new LinkedHashMap<>();
    for (Write write : PutArguments.parse("n", List.of(arguments), strings, Importing.AUTHOR)) {
      String soul = write.soul().text();
      written.put((soul.equals("n") ? "" : soul + " ") + write.key(), write.value());
    }
    return written;
  }

  private static Value put(String argument) {
    return put(false, argument).values().iterator().next();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x=12          | 12",
        "x=-1.50       | -1.5",
        "x=1e3         | 1000",
        "x:=2          | 2",
      })
  void numbersAreNumbers(String argument, double number) {
    assertEquals(new Value.Num(number), put(argument));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x=Alice       | Alice",
        "x=            | ``",
        "x=007         | 007",
        "x=+1          | +1",
        "x=.5          | .5",
        "x=NaN         | NaN",
        "x=True        | True",
        "x=true false  | true false",
        "`x= 1`        | ` 1`",
        "x=\"12\"      | 12",
        "x=\"@a\"      | @a",
        "x=\"open      | \"open",
        "x=[1]         | [1]",
        "x={\"a\":1}   | {\"a\":1}",
        "x=a=b         | a=b",
        "x:=\"t\"      | t",
      })
  void otherwiseTextsAreTexts(String argument, String text) {
    assertEquals(new Value.Text(text), put(argument));
  }

  @Test
  void wordsAndLinks() {
    assertEquals(Value.TRUE, put("x=true"));
    assertEquals(Value.FALSE, put("x=false"));
    assertEquals(Value.NULL, put("x=null"));
    assertEquals(new Value.Link(Soul.of("people/bob")), put("x=@people/bob"));
    assertEquals(new Value.Link(Soul.of("people/bob")), put("x:={\"$link\":\"people/bob\"}"));
  }

  @Test
  void stringsCanBeForced() {
    assertEquals(
        Map.of(
            "a", new Value.Text("1"),
            "b", new Value.Text("@x"),
            "c", new Value.Text("null"),
            "d", new Value.Num(1)),
        put(true, "a=1", "b=@x", "c=null", "d:=1"));
  }

  @Test
  void objectsFlattenAndArraysBecomeSets() {
    assertEquals(
        Map.of(
            "name.first", new Value.Text("A"),
            "name.born", new Value.Num(1815),
            "n/tags \"x\"", new Value.Text("x"),
            "n/tags @a/b", new Value.Link(Soul.of("a/b"))),
        put(
            false,
            "name:={\"first\":\"A\",\"born\":1815}",
            "tags:=[\"x\",{\"$link\":\"a/b\"},\"x\"]"));
  }

  @Test
  void aKeyNeedsNoEscape() {
    assertEquals(
        Map.of("soul", new Value.Num(1), "$soul", new Value.Num(2), "$x", new Value.Num(3)),
        put(false, "soul=1", "$soul=2", "$x=3"));
    assertEquals(Map.of("a", new Value.Num(2)), put(false, "a=1", "a=2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "=1",
        "x:=",
        "x:=tru",
        "x:=NaN",
        "x:=1 2",
        "x:=[[1]]",
        "x:=[{\"a\":1}]",
        "x:={}",
        "x=@",
        "x=@a//b",
        "x=9007199254740993",
        "x:=1e999",
        "x:=1e-400",
        "x=-0",
        ":=1",
        "x:={\"a\":[null]}"
      })
  void theRestIsRefused(String argument) {
    assertThrows(SoulgraphException.class, () -> put(argument));
  }

  @Test
  void aRefusalNamesThePath() {
    SoulgraphException e =
        assertThrows(SoulgraphException.class, () -> put("x:={\"a\":[1,{\"b\":2}]}"));
    assertEquals("value-unsupported", e.code().text());
    assertTrue(e.value().contains("x.a[1]"), e.getMessage());
  }
}
