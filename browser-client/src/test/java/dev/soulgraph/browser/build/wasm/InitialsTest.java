package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Modules are in the binary format: 23 gets a global, 41 is a constant, fb00 makes a struct of its
 * fields' values and fb01 an empty one, fb02 reads a field and fb05 writes one, 10 calls.
 */
class InitialsTest {
  /** A struct of two numbers, and functions of nothing and of such a struct and a number. */
  private static final String PAIR = "03" + "5f 02 7f 01 7f 01" + "60 00 00" + "60 02 64 00 7f 00";

  private static final String READS = "23 00 fb 02 00 00 1a" + "23 00 fb 02 00 01 1a";

  @Test
  void whatTheStartWritesIsWhatAGlobalBeginsWith() {
    String writes = "23 00 41 05 fb 05 00 00" + "23 00 41 07 fb 05 00 00";
    assertEquals(
        module(PAIR, "01 01", "01 64 00 00 41 07 41 00 fb 00 00 0b", code(READS)),
        changed(module(PAIR, "01 01", "01 64 00 00 fb 01 00 0b", code(writes + READS))));
  }

  @Test
  void writesMayBeMadeByCalls() {
    String setter = "20 00 20 01 fb 05 00 01 0b";
    assertEquals(
        module(PAIR, "02 01 02", "01 64 00 00 41 00 41 07 fb 00 00 0b", code(READS, setter)),
        changed(
            module(
                PAIR,
                "02 01 02",
                "01 64 00 00 fb 01 00 0b",
                code("23 00 41 07 10 01" + READS, setter))));
  }

  @Test
  void whatNothingReadsIsNotWritten() {
    String read = "23 00 fb 02 00 00 1a";
    assertEquals(
        module(PAIR, "01 01", "01 64 00 00 fb 01 00 0b", code(read)),
        changed(
            module(
                PAIR, "01 01", "01 64 00 00 fb 01 00 0b", code("23 00 41 07 fb 05 00 01" + read))));
  }

  @Test
  void whatComesAfterSomethingElseStays() {
    String written = "41 01 1a" + "23 00 41 07 fb 05 00 00" + READS;
    assertKept(module(PAIR, "01 01", "01 64 00 00 fb 01 00 0b", code(written)));
    String setter = "20 00 20 01 fb 05 00 01" + READS + "0b";
    assertKept(
        module(
            PAIR,
            "02 01 02",
            "01 64 00 00 fb 01 00 0b",
            code("23 00 41 07 10 01" + READS, setter)));
  }

  @Test
  void whatCanChangeIsNotFollowed() {
    assertKept(
        module(PAIR, "01 01", "01 64 00 01 fb 01 00 0b", code("23 00 41 07 fb 05 00 00" + READS)));
  }

  /** Structs 0 and 1 name each other; two of the second kind make the first the rarer one. */
  @Test
  void ofTwoThatNameEachOtherOneIsMadeWithinTheOther() {
    String types = "02" + "4e 02 5f 01 63 01 01 5f 01 63 00 01" + "60 00 00";
    String read = "23 00 fb 02 00 00 fb 02 01 00 1a" + "23 02 1a";
    String writes = "23 01 23 00 fb 05 01 00" + "23 00 23 01 fb 05 00 00";
    String empty = "03" + "64 00 00 fb 01 00 0b" + "64 01 00 fb 01 01 0b" + "64 01 00 fb 01 01 0b";
    String linked = "03" + types.substring(2) + "60 01 64 00 00";
    String nested = "02" + "64 00 00 d0 71 fb 00 01 fb 00 00 0b" + "64 01 00 fb 01 01 0b";
    assertEquals(
        module(
            linked,
            "02 02 03",
            nested.replace("d0 71 fb 00 01", "fb 01 01"),
            code(
                "23 00 10 01" + read.replace("23 02", "23 01"),
                "20 00 fb 02 00 00 20 00 fb 05 01 00 0b")),
        changed(module(types, "01 02", empty, code(writes + read))));
  }

  private static void assertKept(String module) {
    assertEquals(module, changed(module));
  }

  private static String changed(String module) {
    var program = new Program(HexFormat.of().parseHex(module), Set.of());
    Initials.set(program);
    int count = program.functions.size();
    int[] numbers = IntStream.range(0, count).toArray();
    return HexFormat.of()
        .formatHex(program.write(IntStream.range(0, count).boxed().toList(), numbers));
  }

  /** The first has no end yet. */
  private static String code(String start, String... others) {
    var bodies =
        new StringBuilder(Sections.number(1 + others.length))
            .append(Sections.part("00" + start + "0b"));
    for (String other : others) {
      bodies.append(Sections.part("00" + other));
    }
    return bodies.toString();
  }

  private static String module(String types, String functions, String globals, String code) {
    return Sections.HEADER
        + Sections.section(1, types)
        + Sections.section(3, functions)
        + Sections.section(6, globals)
        + Sections.section(8, "00")
        + Sections.section(10, code);
  }
}
