package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingTest {
  private static final String AUSTRIA =
      "{'name':{'common':'Austria','native':{'bar':{'common':'Österreich'}}},'cca3':'AUT',"
          + "'borders':['CZE','CHE','CHE'],'latlng':[47.5,13],'capital':'Vienna','idd':{},"
          + "'landlocked':true,'area':83871,'cioc':null,'tld':[]}";

  private static Importing countries() {
    return new Importing().soul("country/{cca3}").link("borders", "country/{}");
  }

  private static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  private static SoulgraphException refusal(Importing importing, String singleQuoted) {
    return assertThrows(SoulgraphException.class, () -> importing.graph(json(singleQuoted)));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value link(String soul) {
    return new Value.Link(Soul.of(soul));
  }

  @Test
  void objectsFlattenAndArraysBecomeSets() {
    Map<String, Map<String, Value>> graph =
        countries().link("capital", "city/{}").graph(json(AUSTRIA));
    assertEquals(
        Map.of(
            "name.common", text("Austria"),
            "name.native.bar.common", text("Österreich"),
            "cca3", text("AUT"),
            "capital", link("city/Vienna"),
            "landlocked", Value.TRUE,
            "area", new Value.Num(83871),
            "cioc", Value.NULL),
        graph.get("country/AUT"));
    assertEquals(
        Map.of("@country/CZE", link("country/CZE"), "@country/CHE", link("country/CHE")),
        graph.get("country/AUT/borders"));
    assertEquals(
        Map.of("47.5", new Value.Num(47.5), "13", new Value.Num(13)),
        graph.get("country/AUT/latlng"));
    assertEquals(
        Set.of("country/AUT", "country/AUT/borders", "country/AUT/latlng"), graph.keySet());
  }

  @Test
  void aNestedArrayIsASetUnderItsDottedPath() {
    Map<String, Map<String, Value>> graph =
        new Importing().graph(json("{'soul':'a','idd':{'suffixes':['3',3,true,'\\u009f\\n']}}"));
    assertEquals(
        Map.of(
            "\"3\"",
            text("3"),
            "3",
            new Value.Num(3),
            "true",
            Value.TRUE,
            "\"\\u009f\\n\"",
            text("\u009f\n")),
        graph.get("a/idd.suffixes"));
  }

  @Test
  void ofAKeyGivenTwiceTheLastHolds() {
    assertEquals(
        Map.of("a.b", new Value.Num(3), "a", new Value.Num(2)),
        new Importing().graph(json("{'soul':'n','a':{'b':1},'a':2,'a.b':3}")).get("n"));
  }

  @Test
  void fieldsCanBeLeftOutOrKeptAsText() {
    Importing importing =
        new Importing().skip("history").json("points").json("a.b").soul("n/{history.id}");
    String input =
        "{'history':{'id':7,'log':[[1],{}],'n':12345678901234567890},"
            + "'points':[[1.10,2],{'x':1e2}],'a':{'b':{'c':null}},'x':1}";
    Map<String, Map<String, Value>> graph = importing.graph(json(input));
    assertEquals(
        Map.of(
            "points", text(json("[[1.10,2],{'x':1E+2}]")),
            "a.b", text(json("{'c':null}")),
            "x", new Value.Num(1)),
        graph.get("n/7"));
  }

  @Test
  void pathsThatNoRecordHasAreTold() {
    Mapping mapping = countries().link("nothing", "x/{}").skip("tld").json("none").mapping();
    try (Records records =
        new Records(
            new java.io.ByteArrayInputStream(
                json(AUSTRIA).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            mapping,
            Importing.REFUSE)) {
      records.next();
    }
    assertEquals(Set.of("none", "nothing"), mapping.unmet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'soul':'a','x':[1,{'y':2}]}      | value-unsupported | x[1]",
        "{'soul':'a','x':{'y':[[1]]}}      | value-unsupported | x.y[0]",
        "{'soul':'a','x':[1,null]}         | value-unsupported | x[1]",
        "{'soul':'a','x':[{'$bytes':'AA'}]}| value-unsupported | x[0]",
        "{'soul':'a','x':9007199254740993} | value-invalid     | x: 9007199254740993",
        "{'soul':'a','x':123456789012345678901234567890} | value-invalid | x: 1234",
        "{'soul':'a','x':[9223372036854775807]} | value-invalid | x[0]: 9223372036854775807",
        "{'soul':'a','x':1e999}            | value-invalid     | x: inf",
        "{'soul':'a','x':-0}               | value-invalid     | x: -0",
        "{'soul':'a','x':'\\ud800'}        | value-invalid     | x: lone surrogate",
        "{'soul':'a','x\\u0007':1}         | key-invalid       | U+0007",
        "{'soul':'a','':1}                 | key-invalid       | 0 bytes",
        "{'soul':'a//b','x':1}             | soul-invalid      | a//b",
        "{'soul':'','x':1}                 | soul-invalid      | 0 bytes",
        "{'soul':'$x','x':1}               | space-reserved    | $x",
        "{'soul':'~z6Mkx/a','x':1}         | not-owner         | ~z6Mkx/a",
        "{'soul':'a','~z6Mkx/n':1}         | key-not-own       | ~z6Mkx/n",
        "{'soul':'a','x':{'$link':'b//c'}} | soul-invalid      | x: b//c",
        "{'soul':'a','x':{'$bytes':'*'}}   | value-invalid     | x: *",
        "{'soul':'a','x':{'$cbor':'gA_'}}  | frame-malformed   | x: ",
        "{'soul':['a'],'x':1}              | input-invalid     | {soul}",
      })
  void whatCantBeStoredIsRefusedWithItsPath(String input, String code, String value) {
    SoulgraphException e = refusal(new Importing(), input);
    assertEquals(code, e.code().text(), e.getMessage());
    assertTrue(e.value().startsWith("record 1, line 1: "), e.getMessage());
    assertTrue(e.value().contains(value), e.getMessage());
  }

  @Test
  void longTextsAreRefused() {
    SoulgraphException e =
        refusal(new Importing(), "{'soul':'a','x':'" + "x".repeat(65_536) + "'}");
    assertEquals(Code.VALUE_TOO_LARGE, e.code());
    e = refusal(new Importing(), "{'soul':'a','x':['" + "x".repeat(599) + "']}");
    assertEquals(Code.VALUE_TOO_LARGE, e.code());
  }

  @Test
  void integersThatADoubleHoldsAreTaken() {
    assertEquals(
        List.of(9007199254740994.0, 1e22, -9.223372036854776E+18),
        new Importing()
                .all(
                    json(
                        "{'soul':'a','x':9007199254740994,'y':10000000000000000000000,"
                            + "'z':-9223372036854775808}"))
                .get(0)
                .writes()
                .stream()
                .map(write -> ((Value.Num) write.value()).value())
                .toList());
  }

  @Test
  void aForeignSoulFieldIsAPropertyWhereATemplateDoesWithoutIt() {
    assertEquals(
        Map.of("soul", text("blues"), "id", new Value.Num(1)),
        new Importing().soul("n/{id}").graph(json("{'soul':'blues','id':1}")).get("n/1"));
    assertEquals(
        Map.of("id", new Value.Num(1)),
        new Importing().soul("n/{soul}").graph(json("{'soul':'blues','id':1}")).get("n/blues"));
  }
}
