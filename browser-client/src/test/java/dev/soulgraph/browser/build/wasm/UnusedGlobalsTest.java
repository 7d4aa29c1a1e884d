package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Modules are in the binary format: 23 gets a global. */
class UnusedGlobalsTest {
  private static final String SEVEN = "7f 00 41 07 0b";
  private static final String EIGHT = "7f 00 41 08 0b";

  @Test
  void whatNothingNamesGoesAndTheRestIsNumberedAnew() {
    assertEquals(module("01" + EIGHT, "23 00 1a"), rest("02" + SEVEN + EIGHT, "23 01 1a"));
  }

  @Test
  void whatIsNamedByWhatStaysStays() {
    String named = "7f 00 23 00 0b";
    assertEquals(module("02" + SEVEN + named, "23 01 1a"), rest("02" + SEVEN + named, "23 01 1a"));
    assertEquals(module("01" + SEVEN, "23 00 1a"), rest("02" + SEVEN + named, "23 00 1a"));
  }

  private static String rest(String globals, String code) {
    var program = new Program(HexFormat.of().parseHex(module(globals, code)), Set.of());
    UnusedGlobals.remove(program);
    return HexFormat.of().formatHex(program.write(List.of(0), new int[] {0}));
  }

  private static String module(String globals, String code) {
    return Sections.HEADER
        + Sections.section(1, "01 60 00 00")
        + Sections.section(3, "01 00")
        + Sections.section(6, globals)
        + Sections.section(8, "00")
        + Sections.section(10, "01" + Sections.part("00" + code + "0b"));
  }
}
