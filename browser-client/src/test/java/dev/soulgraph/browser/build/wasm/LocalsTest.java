package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Bodies are in the binary format: 20 gets, 21 sets and 22 tees the local that follows, 41 is a
 * constant, 45 an operation on one number, 6a on two, 1a a drop, 0b an end.
 */
class LocalsTest {
  private static final String INT = "7f";
  private static final String LONG = "7e";
  private static final String NULLABLE = "636e";
  private static final String NEVER_NULL = "646e";

  private static final List<String> NONE = List.of();

  @Test
  void copiesFallAway() {
    String body = "2000 2101 2001 2102 2002 0b";
    assertEquals("[] 20000b", shrunk(List.of(INT), List.of(INT, INT), body));
  }

  @Test
  void aPlaceServesOneAfterTheOther() {
    String body = "4101 2100 2000 2000 6a 1a 4102 2101 2001 2001 6a 0b";
    String shared = "[7f] 4101220020006a1a4102220020006a0b";
    assertEquals(shared, shrunk(NONE, List.of(INT, INT), body));
  }

  @Test
  void noPlaceServesTwoTypes() {
    String body = "4202 2200 2000 7c 1a 4101 2201 2001 6a 0b";
    assertKept(NONE, List.of(LONG, INT), body);
  }

  @Test
  void whatIsNeededAtTheSameTimeKeepsItsPlaces() {
    assertKept(NONE, List.of(INT, INT), "4101 2100 4102 2101 2000 2001 6a 1a 2000 2001 6a 0b");
  }

  @Test
  void whatBeginsAsZeroDoesNotTakeAParametersPlace() {
    assertKept(List.of(INT), List.of(INT), "2000 45 1a 2001 0b");
  }

  @Test
  void whatALoopReadsAgainKeepsItsPlace() {
    String loop = "0340 2000 45 1a 4101 2201 2001 6a 0d00 0b";
    assertKept(NONE, List.of(INT, INT), "4105 2100" + loop + "0b");
  }

  @Test
  void whatAHandlerReadsKeepsItsPlace() {
    String guarded = "0240 1f40010200 4101 2201 2001 6a 1a 0f 0b 0b";
    assertKept(NONE, List.of(INT, INT), "4105 2100" + guarded + "2000 45 1a 0b");
  }

  @Test
  void oneWayOfABranchDoesNotHideTheOther() {
    String branch = "4100 0440 4101 2201 2001 6a 1a 05 2000 45 1a 0b";
    String body = "4105 2100" + branch + "2000 45 1a 0b";
    assertKept(NONE, List.of(INT, INT), body);
  }

  @Test
  void aWriteThatNobodyReadsIsDroppedUnlessValidationCountsOnIt() {
    String body = "2000 d4 2101 0240 2000 d4 2101 0b 2001 d1 0b";
    assertKept(List.of(NULLABLE), List.of(NEVER_NULL), body);
    String dropped =
        body.replaceFirst("2101", "1a").replace("2101", "2100").replace("2001", "2000");
    assertEquals(
        "[] " + dropped.replace(" ", ""), shrunk(List.of(NULLABLE), List.of(NULLABLE), body));
  }

  private static void assertKept(List<String> parameters, List<String> types, String body) {
    assertEquals(types + " " + body.replace(" ", ""), shrunk(parameters, types, body));
  }

  private static String shrunk(List<String> parameters, List<String> types, String body) {
    var in = new Input(HexFormat.of().parseHex(body.replace(" ", "")));
    List<Instruction> instructions = new ArrayList<>();
    while (in.hasMore()) {
      instructions.add(Instruction.read(in));
    }
    var locals = new Locals(parameters, types, instructions);
    locals.shrink();
    var out = new Output();
    locals.body().forEach(each -> each.write(out));
    return locals.types() + " " + HexFormat.of().formatHex(out.toBytes());
  }
}
