package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Bodies are in the binary format: fb00 makes a struct of its fields' values and fb01 an empty one,
 * fb05 writes a field. Their types are in {@link Trees}.
 */
class StructsTest {
  private static final List<String> LOCALS = List.of(Trees.STRUCT, Trees.INT);

  @Test
  void whatIsWrittenNextIsWhatAStructIsMadeOf() {
    assertFilled(
        "41 08 41 07 fb 00 00 21 01 20 01 1a 0b",
        "fb 01 00 21 01 20 01 41 07 fb 05 00 01 20 01 41 08 fb 05 00 00 20 01 1a 0b");
  }

  @Test
  void theRestIsZero() {
    assertFilled("41 00 20 00 41 00 fb 00 01 21 01 0b", "fb 01 01 22 01 20 00 fb 05 00 01 0b");
  }

  @Test
  void theLastWriteCounts() {
    assertFilled(
        "41 08 41 05 fb 00 00 21 01 0b", "41 04 41 05 fb 00 00 21 01 20 01 41 08 fb 05 00 00 0b");
  }

  @Test
  void whatReadsTheStructComesAfterIt() {
    assertKept("fb 01 00 21 01 20 01 20 01 fb 02 00 00 fb 05 00 01 0b");
  }

  @Test
  void callsKeepTheirOrder() {
    String first = "41 01 41 02 10 01";
    String second = "41 03 41 04 10 01";
    assertFilled(
        "41 00" + first + "fb 00 00 21 01 20 01" + second + "fb 05 00 00 0b",
        "fb 01 00 21 01 20 01" + first + "fb 05 00 01 20 01" + second + "fb 05 00 00 0b");
  }

  @Test
  void whatWasCalledIsNotForgotten() {
    assertKept("41 01 41 02 10 01 41 05 fb 00 00 21 01 20 01 41 08 fb 05 00 00 0b");
  }

  @Test
  void writesToAnotherStructStay() {
    assertKept("fb 01 00 21 01 fb 01 00 41 08 fb 05 00 00 0b");
  }

  private static void assertKept(String body) {
    assertFilled(body, body);
  }

  private static void assertFilled(String expected, String body) {
    List<Node> tree = Trees.read(LOCALS, body);
    Structs.fill(Trees.PROGRAM, tree);
    assertEquals(expected.replace(" ", ""), Trees.write(tree));
  }
}
