package dev.soulgraph.browser.build.wasm;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes bodies in the binary format, in a module of these types: 0 is a struct of two
 * numbers, 1 one that adds a number to them, 2 a function of nothing, 3 of two numbers to a number,
 * 4 of a number, 5 of nothing to two numbers. Function 0 is imported and of type 2, function 1 of
 * type 3. Global 0 is a number that can change, global 1 one that can't.
 */
final class Trees {
  static final String INT = "7f";
  static final String STRUCT = "6300";
  static final String NEVER_NULL = "6400";

  private static final String MODULE =
      Sections.HEADER
          + Sections.section(
              1,
              "06 50 00 5f 02 7f 01 7f 01 50 01 00 5f 03 7f 01 7f 01 7f 01"
                  + "60 00 00 60 02 7f 7f 01 7f 60 01 7f 00 60 00 02 7f 7f")
          + Sections.section(2, "01 00 00 00 02")
          + Sections.section(3, "01 03")
          + Sections.section(6, "02 7f 01 41 00 0b 7f 00 41 00 0b")
          + Sections.section(10, "01 04 00 41 00 0b");

  static final Program PROGRAM = new Program(HexFormat.of().parseHex(MODULE), Set.of());

  private Trees() {}

  /** A function of type 4, with such locals after its parameter. */
  static Function function(List<String> locals, String body) {
    byte[] bytes = HexFormat.of().parseHex(body.replace(" ", ""));
    return new Function(4, List.of(INT), locals, Function.readBody(new Input(bytes)));
  }

  static boolean canRead(String body) {
    return Tree.canRead(PROGRAM, function(List.of(), body));
  }

  static List<Node> read(List<String> locals, String body) {
    return Tree.read(PROGRAM, function(locals, body));
  }

  static String kept(String body) {
    return write(read(List.of(), body));
  }

  static String write(List<Node> body) {
    var out = new Output();
    Tree.write(body).forEach(each -> each.write(out));
    return HexFormat.of().formatHex(out.toBytes());
  }
}
