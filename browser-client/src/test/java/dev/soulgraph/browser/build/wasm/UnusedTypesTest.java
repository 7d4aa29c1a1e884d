package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Modules are in the binary format: 01 begins the types, 03 the functions' types, 0a the code. */
class UnusedTypesTest {
  private static final String HEADER = "0061736d01000000";

  @Test
  void whatNothingNamesGoesAndTheRestIsNumberedAnew() {
    // A struct that nothing names, one that the code makes, an array of the first, a function.
    String types = "5f 01 7f 00" + "5f 00" + "5e 63 00 00" + "60 00 00";
    String kept = "5f 00" + "60 00 00";
    assertEquals(
        module("02" + kept, "0101", "01 09 01 01 63 00 fb 00 00 1a 0b"),
        removed(module("04" + types, "0103", "01 09 01 01 63 01 fb 00 01 1a 0b")));
  }

  @Test
  void whatIsNamedByWhatStaysStays() {
    String types = "60 00 00" + "5f 01 7f 00" + "5e 63 01 00" + "60 00 00";
    String kept = "5f 01 7f 00" + "5e 63 00 00" + "60 00 00";
    assertEquals(
        module("03" + kept, "0102", "01 05 00 d0 01 1a 0b"),
        removed(module("04" + types, "0103", "01 05 00 d0 02 1a 0b")));
  }

  @Test
  void aGroupStaysAsAWhole() {
    String types = "60 00 00" + "4e 02 5f 01 63 02 00 5f 00" + "60 00 00";
    String kept = "4e 02 5f 01 63 01 00 5f 00" + "60 00 00";
    assertEquals(
        module("02" + kept, "0102", "01 05 00 d0 01 1a 0b"),
        removed(module("03" + types, "0103", "01 05 00 d0 02 1a 0b")));
  }

  @Test
  void aBlocksTypeIsOneOrAValues() {
    String types = "60 00 00" + "60 00 01 7f" + "60 00 00";
    String kept = "60 00 01 7f" + "60 00 00";
    String before = "01 10 00 02 01 41 00 0b 1a 02 7f 41 00 0b 1a 01 01 0b";
    assertEquals(
        module("02" + kept, "0101", before.replace("02 01", "02 00")),
        removed(module("03" + types, "0102", before)));
  }

  private static String module(String types, String functions, String code) {
    return HEADER + section("01", types) + section("03", functions) + section("0a", code);
  }

  private static String section(String id, String content) {
    String bytes = content.replace(" ", "");
    return id + HexFormat.of().toHexDigits((byte) (bytes.length() / 2)) + bytes;
  }

  private static String removed(String module) {
    byte[] bytes = UnusedTypes.removed(HexFormat.of().parseHex(module));
    return HexFormat.of().formatHex(bytes);
  }
}
