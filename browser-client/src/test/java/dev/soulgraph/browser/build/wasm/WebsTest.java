package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies are in the binary format: 20 gets, 21 sets and 22 tees the local that follows. */
class WebsTest {
  private static final List<String> ONE = List.of(Trees.INT);

  @Test
  void valuesThatNothingReadsTogetherPart() {
    assertSplit(
        "[7f, 7f, 7f] 41 01 21 02 20 02 1a 41 02 21 03 20 03 1a 0b",
        ONE,
        "41 01 21 01 20 01 1a 41 02 21 01 20 01 1a 0b");
  }

  @Test
  void whatReadsOneOrTheOtherKeepsThemTogether() {
    assertSplit(
        "[7f, 7f] 20 00 04 40 41 01 21 02 05 41 02 21 02 0b 20 02 1a 0b",
        ONE,
        "20 00 04 40 41 01 21 01 05 41 02 21 01 0b 20 01 1a 0b");
  }

  @Test
  void whatMayStillBeAsItBeganStaysWhereItIs() {
    assertKept(ONE, "20 00 04 40 41 01 21 01 0b 20 01 1a 0b");
    assertKept(ONE, "20 00 04 40 41 01 21 00 0b 20 00 1a 0b");
  }

  @Test
  void whatALoopReadsAgainStaysTogether() {
    assertKept(ONE, "03 40 20 01 1a 41 01 21 01 0c 00 0b 0b");
  }

  @Test
  void aHandlerReadsWhatWasThereBeforeToo() {
    String body = "41 01 21 01 02 40 1f 40 01 02 00 10 00 41 02 21 01 10 00 0b 0b 20 01 1a 0b";
    assertSplit("[7f, 7f] " + body.replace("21 01", "21 02").replace("20 01", "20 02"), ONE, body);
  }

  @Test
  void aParametersPlaceServesOnlyItself() {
    assertSplit(
        "[7f] 20 00 1a 41 02 21 01 20 01 1a 0b", List.of(), "20 00 1a 41 02 21 00 20 00 1a 0b");
  }

  @Test
  void whatIsNeverNullStays() {
    List<String> locals = List.of(Trees.NEVER_NULL);
    assertKept(locals, "fb 01 00 21 01 20 01 1a fb 01 00 21 01 20 01 1a 0b");
  }

  private static void assertKept(List<String> locals, String body) {
    assertSplit(locals + body, locals, body);
  }

  private static void assertSplit(String expected, List<String> locals, String body) {
    Function split = Webs.split(Trees.function(locals, body));
    var out = new Output();
    split.body().forEach(each -> each.write(out));
    String found = split.locals() + HexFormat.of().formatHex(out.toBytes());
    assertEquals(expected.replace(" ", ""), found.replace(" ", ""));
  }
}
