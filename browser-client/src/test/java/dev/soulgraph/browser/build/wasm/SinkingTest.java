package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Bodies are in the binary format: 20 gets, 21 sets and 22 tees the local that follows, of which
 * the first is a parameter; 23 gets and 24 sets a global, 41 is a constant, 6a adds, 1a drops, 1001
 * calls what takes two numbers and leaves one. Structs are in {@link Trees}.
 */
class SinkingTest {
  private static final List<String> INTS = List.of(Trees.INT, Trees.INT);
  private static final List<String> STRUCT = List.of(Trees.STRUCT, Trees.INT);

  @Test
  void aValueGoesToWhereItIsRead() {
    assertSunk("41 01 20 00 41 05 6a 10 01 1a 0b", "20 00 41 05 6a 21 01 41 01 20 01 10 01 1a 0b");
  }

  @Test
  void readAgainItIsKeptWhereItIsReadFirst() {
    assertSunk(
        "41 01 20 00 22 01 10 01 1a 20 01 1a 0b", "20 00 21 01 41 01 20 01 10 01 1a 20 01 1a 0b");
  }

  @Test
  void oneMayFollowAnother() {
    assertSunk("41 02 20 00 45 45 6a 1a 0b", "20 00 45 21 01 20 01 45 21 02 41 02 20 02 6a 1a 0b");
  }

  @Test
  void whatIsChangedInBetweenIsReadBefore() {
    assertKept(INTS, "20 00 21 01 41 07 21 00 20 01 20 00 6a 1a 0b");
    assertKept(INTS, "23 00 21 01 41 07 24 00 20 01 1a 0b");
    assertKept(STRUCT, "20 01 fb 02 00 00 21 02 20 01 41 07 fb 05 01 00 20 02 1a 0b");
    assertKept(STRUCT, "20 01 fb 02 00 00 21 02 10 00 20 02 1a 0b");
  }

  @Test
  void whatIsNotChangedInBetweenGoesPast() {
    assertSunk("41 07 24 00 23 01 1a 0b", "23 01 21 01 41 07 24 00 20 01 1a 0b");
    assertEquals(
        "20 01 41 07 fb 05 01 01 20 01 fb 02 00 00 1a 0b".replace(" ", ""),
        sunk(STRUCT, "20 01 fb 02 00 00 21 02 20 01 41 07 fb 05 01 01 20 02 1a 0b"));
  }

  @Test
  void callsKeepTheirOrder() {
    String call = "41 01 41 02 10 01";
    assertKept(INTS, call + "21 01" + call + "20 01 6a 1a 0b");
  }

  @Test
  void nothingGoesIntoALoop() {
    assertKept(INTS, "41 05 20 00 6a 21 01 03 40 20 01 0d 00 0b 0b");
  }

  @Test
  void onlyWhatCannotFailGoesWhereItMayNotBeReached() {
    assertSunk("20 00 04 40 20 00 45 1a 0b 0b", "20 00 45 21 01 20 00 04 40 20 01 1a 0b 0b");
    assertKept(STRUCT, "20 01 fb 02 00 00 21 02 20 00 04 40 20 02 1a 0b 0b");
    assertKept(STRUCT, "20 01 fb 02 00 00 21 02 02 40 20 00 0d 00 20 02 1a 0b 0b");
    assertSunk(
        "02 40 20 00 0d 00 20 00 45 1a 0b 0b", "20 00 45 21 01 02 40 20 00 0d 00 20 01 1a 0b 0b");
  }

  @Test
  void whatIsReadAgainElsewhereIsSetBeforeABranch() {
    assertKept(INTS, "20 00 45 21 01 02 40 20 00 0d 00 20 01 1a 0b 20 01 1a 0b");
  }

  @Test
  void whatAHandlerReadsIsSetBeforeACall() {
    String guarded = "02 40 1f 40 01 02 00 41 01 21 01 10 00 20 01 1a 0b 0b";
    assertKept(INTS, guarded + "20 01 1a 0b");
  }

  @Test
  void aBlockThatMovesKeepsItsBranches() {
    String block = "02 7f 41 01 20 00 0d 00 1a 41 02 0b";
    assertSunk("20 00" + block + "6a 1a 0b", block + "21 01 20 00 20 01 6a 1a 0b");
  }

  @Test
  void whatIsNeverNullIsNotSetWithinABlockOnly() {
    List<String> locals = List.of(Trees.NEVER_NULL, Trees.INT);
    assertKept(locals, "fb 01 00 22 01 fb 02 00 00 21 02 02 40 20 02 1a 0b 20 01 1a 0b");
  }

  @Test
  void whatIsSetTwiceStays() {
    assertKept(INTS, "41 01 21 01 41 02 20 01 10 01 21 01 20 01 1a 0b");
  }

  @Test
  void whatIsNeverNullIsSetInTheBlockThatReadsItAgain() {
    List<String> locals = List.of(Trees.NEVER_NULL, Trees.INT);
    assertKept(locals, "fb 01 00 21 01 02 40 20 01 1a 0b 20 01 1a 0b");
  }

  private static void assertSunk(String expected, String body) {
    assertEquals(expected.replace(" ", ""), sunk(INTS, body));
  }

  private static void assertKept(List<String> locals, String body) {
    assertEquals(body.replace(" ", ""), sunk(locals, body));
  }

  private static String sunk(List<String> locals, String body) {
    Function function = Trees.function(locals, body);
    List<Node> tree = Tree.read(Trees.PROGRAM, function);
    while (Sinking.sink(Trees.PROGRAM, function, tree)) {}
    return Trees.write(tree);
  }
}
