package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies are in the binary format, as in {@link LocalsTest}; 10 calls, d2 names a function. */
class InlinerTest {
  private static final String INT = "7f";
  private static final List<String> NONE = List.of();
  private static final List<String> ONE = List.of(INT);

  private final List<Function> functions = new ArrayList<>();

  @Test
  void aSmallBodyGoesWhereverItIsCalled() {
    add(NONE, NONE, "4107 1001 4108 1001 6a 0b");
    add(ONE, NONE, "2000 45 0b");
    assertEquals("[] 410745410845" + "6a0b", caller());
  }

  @Test
  void aLongerBodyStaysUnlessItIsCalledOnce() {
    String body = "2000 2000 6a 2000 6a 2000 6a 2000 6a 0b";
    add(NONE, NONE, "4107 1001 4108 1001 6a 0b");
    add(ONE, NONE, body);
    assertEquals("[] 41071001410810016a0b", caller());

    functions.clear();
    add(ONE, NONE, "4107 1001 0b");
    add(ONE, NONE, body);
    assertEquals("[7f] 4107210120012001" + "6a20016a20016a20016a0b", caller());
  }

  @Test
  void whatIsNamedElsewhereStaysWhereItIsCalledOnce() {
    String body = "2000 2000 6a 2000 6a 2000 6a 2000 6a 0b";
    add(NONE, NONE, "4107 1001 1a d201 1a 0b");
    add(ONE, NONE, body);
    assertEquals("[] 410710011ad2011a0b", caller());
  }

  @Test
  void theInnermostGoesFirst() {
    add(NONE, NONE, "4107 1001 0b");
    add(ONE, NONE, "2000 1002 45 0b");
    add(ONE, NONE, "2000 67 0b");
    assertEquals("[] 410767450b", caller());
  }

  @Test
  void whatIsLeftInTheMiddleStays() {
    add(NONE, NONE, "4107 1001 0b");
    add(ONE, NONE, "2000 0440 4101 0f 0b 4102 0b");
    assertEquals("[] 410710010b", caller());

    functions.clear();
    add(NONE, NONE, "4107 1001 0b");
    add(ONE, NONE, "4101 2000 0d00 1a 4102 0b");
    assertEquals("[] 410710010b", caller());
  }

  @Test
  void aReturnAtTheEndIsNone() {
    add(NONE, NONE, "4107 1001 45 0b");
    add(ONE, NONE, "2000 67 0f 0b");
    assertEquals("[] 410767450b", caller());
  }

  /** In a loop it would find what it left the last time. */
  @Test
  void whatReadsALocalBeforeItWritesItStays() {
    add(NONE, NONE, "0340 4107 1001 0d00 0b 0b");
    add(ONE, ONE, "2001 2000 2101 0b");
    assertEquals("[] 0340410710010d000b0b", caller());
  }

  @Test
  void whatCallsItselfStays() {
    add(NONE, NONE, "4107 1001 0b");
    add(ONE, NONE, "2000 1001 0b");
    assertEquals("[] 410710010b", caller());
  }

  private void add(List<String> parameters, List<String> locals, String body) {
    byte[] bytes = HexFormat.of().parseHex(body.replace(" ", ""));
    functions.add(new Function(0, parameters, locals, Function.readBody(new Input(bytes))));
  }

  private String caller() {
    var reached = new BitSet();
    reached.set(0, functions.size());
    new Inliner(functions, 0, reached, Collections.emptyList()).run();
    Function caller = functions.get(0);
    var out = new Output();
    caller.body().forEach(each -> each.write(out));
    return caller.locals() + " " + HexFormat.of().formatHex(out.toBytes());
  }
}
