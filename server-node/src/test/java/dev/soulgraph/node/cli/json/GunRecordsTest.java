package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GunRecordsTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final String MARK =
      "{\"_\":{\"#\":\"mark\",\">\":{\"name\":1600000000000.5,\"boss\":1600000000001}},"
          + "\"name\":\"Mark\",\"boss\":{\"#\":\"cat\"}}";
  private static final String CAT = "{\"name\":\"Fluffy\",\"_\":{\"#\":\"cat\"}}";
  private static final List<String> BOTH =
      List.of(
          "mark name \"Mark\" 1600000000000.5",
          "mark boss cat 1600000000001.0",
          "cat name \"Fluffy\" now");

  private final List<String> leftOut = new ArrayList<>();

  private GunRecords records(String input) {
    return new GunRecords(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        Importing.AUTHOR,
        () -> NOW_MS,
        refusal -> leftOut.add(refusal.code().text() + " " + refusal.value()));
  }

  private List<String> all(String input) {
    List<String> all = new ArrayList<>();
    try (GunRecords records = records(input)) {
      for (NodeWrites node = records.next(); node != null; node = records.next()) {
        for (int i = 0; i < node.writes().size(); i++) {
          all.add(shown(node.writes().get(i), node.states().get(i)));
        }
      }
    }
    return all;
  }

  private static String shown(Write write, long state) {
    Value value = write.value();
    String text = value instanceof Value.Link link ? link.soul().text() : value.toString();
    if (value instanceof Value.Text plain) {
      text = '"' + plain.value() + '"';
    }
    String time = state == NodeWrites.NOW ? "now" : String.valueOf(state / 65536.0 % 1e13);
    return write.soul().text() + " " + write.key() + " " + text + " " + plain(time);
  }

  private static String plain(String time) {
    return time.equals("now") ? time : new java.math.BigDecimal(time).toPlainString();
  }

  @Test
  void aGraphAnArrayAndNodeAfterNodeAreRead() {
    for (String input :
        List.of(
            "{\"mark\":" + MARK + ",\"cat\":" + CAT + "}",
            "[" + MARK + "," + CAT + "]",
            "{\"mark\":" + MARK + "}\n{\"cat\":" + CAT + "}\n",
            MARK + "\n{\"cat\":" + CAT + "}",
            MARK + CAT)) {
      assertEquals(BOTH.toString().replace(".0,", ","), all(input).toString().replace(".0,", ","));
    }
    assertEquals(List.of(), leftOut);
  }

  @Test
  void aNodeWithoutItsSoulHasTheNameThatTheGraphHasForIt() {
    assertEquals(List.of("a x null now"), named("{\"a\":{\"x\":null}}"));
  }

  private List<String> named(String input) {
    return all(input).stream().map(line -> line.replaceAll("Null\\S*", "null")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "[{\"a\":1}]", "{}"})
  void aNodeThatNothingNamesIsLeftOut(String input) {
    assertEquals(List.of(), all(input));
    assertEquals(1, leftOut.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "1700000006000", "1e300", "\"text\"", "null", "[1]", "{}"})
  void aTimeThatNoChangeMayHaveBecomesNow(String time) {
    String node = "{\"_\":{\"#\":\"a\",\">\":{\"x\":" + time + "}},\"x\":true}";
    assertEquals(List.of("a x true now"), lowercase(all(node)));
    assertEquals(List.of(), leftOut);
  }

  private static List<String> lowercase(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("Bool\\[value=(\\w+)]", "$1")).toList();
  }

  @Test
  void whatIsNotLawfulIsNamedAndTheRestGoesIn() {
    String input =
        """
        {"~@alice":{"~key":{"#":"~key"}},
         "ok":{"_":{"#":"ok"},"list":[1,{"a":[]}],"deep":{"#":"x","y":{"z":1}},"":1,
               "~other":1,"bad":{"#":"a//b"},"none":{},"fine":"yes"},
         "":{"x":1}}
        """;
    assertEquals(List.of("ok fine \"yes\" now"), all(input));
    assertEquals(
        List.of(
            "key-not-own record 1, line 1, ~@alice: ~key: ~key",
            "not-owner record 1, line 1, ~@alice: ~@alice",
            "value-invalid record 2, line 2, ok: list: list",
            "value-invalid record 2, line 2, ok: deep: deep",
            "key-invalid record 2, line 2, ok: 0 bytes",
            "key-not-own record 2, line 2, ok: ~other: ~other",
            "soul-invalid record 2, line 2, ok: bad: a//b",
            "value-invalid record 2, line 2, ok: none: none"),
        leftOut.stream().filter(line -> !line.contains("record 3")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "[1]", "{\"a\":{},\"b\":1}", "{\"a\":{\"x\":1}", "[", "{"})
  void whatIsNoGraphIsRefused(String input) {
    SoulgraphException refused = assertThrows(SoulgraphException.class, () -> all(input));
    assertEquals(Code.INPUT_INVALID, refused.code(), refused.getMessage());
  }

  @Test
  void anyNumberOfEmptyArraysHoldsNothing() {
    assertEquals(List.of(), all("[]".repeat(100_000)));
  }

  @Test
  void whatComesBehindARefusalIsCounted() {
    try (GunRecords records = records("[" + MARK + ",1," + CAT + "," + CAT + "]")) {
      records.next();
      assertThrows(SoulgraphException.class, records::next);
      assertEquals(true, records.skip());
      assertEquals(true, records.skip());
      assertEquals(false, records.skip());
      assertEquals(4, records.count());
    }
  }
}
