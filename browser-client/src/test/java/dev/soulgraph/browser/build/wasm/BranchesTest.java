package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Bodies are in the binary format: 02 opens a block, 03 a loop and 04 an if, of no value (40) or a
 * number (7f); 0c branches and 0d if what it takes isn't 0, which 45 turns round; 1000 calls.
 */
class BranchesTest {
  @Test
  void aBlockThatBeginsWithAWayOutIsACondition() {
    assertSimpler("20 00 45 04 40 10 00 0b 0b", "02 40 20 00 0d 00 10 00 0b 0b");
    assertSimpler(
        "20 00 45 04 40 10 00 20 01 0d 00 10 00 0b 0b",
        "02 40 20 00 0d 00 10 00 20 01 0d 00 10 00 0b 0b");
  }

  @Test
  void aLoopThatBeginsWithItsEndHasAConditionInIt() {
    assertSimpler(
        "03 40 20 00 45 04 40 10 00 0c 01 0b 0b 0b",
        "02 40 03 40 20 00 0d 01 10 00 0c 00 0b 0b 0b");
    assertSimpler(
        "03 40 20 00 45 04 40 20 01 0d 00 20 01 0d 01 10 00 0c 01 0b 0b 0b",
        "02 40 03 40 20 00 0d 01 20 01 0d 01 20 01 0d 00 10 00 0c 00 0b 0b 0b");
  }

  @Test
  void aBlockThatNothingLeavesIsNone() {
    assertSimpler("10 00 10 00 0b", "02 40 10 00 0b 10 00 0b");
    assertSimpler("10 00 41 01 1a 0b", "02 7f 10 00 41 01 0b 1a 0b");
    assertSimpler(
        "02 40 10 00 20 00 0d 00 10 00 0b 0b", "02 40 02 40 10 00 20 00 0d 01 10 00 0b 0b 0b");
  }

  @Test
  void theLastPlaceNeedsNoBranch() {
    assertSimpler("10 00 0b", "02 40 10 00 0c 00 0b 0b");
    assertSimpler(
        "20 00 04 40 10 00 05 10 00 10 00 0b 0b", "20 00 04 40 10 00 05 10 00 10 00 0c 00 0b 0b");
    assertSimpler("03 40 10 00 0c 00 0b 0b", "03 40 10 00 0c 00 0b 0b");
  }

  @Test
  void aBranchAloneIsConditionalItself() {
    assertSimpler("03 40 20 00 0d 00 0b 0b", "03 40 20 00 04 40 0c 01 0b 0b 0b");
  }

  @Test
  void whatHoldsWithSomethingElseIsAskedNext() {
    String both = "02 7f 41 00 20 00 0d 00 1a 20 01 0b";
    assertSimpler("20 00 45 04 40 20 01 04 40 10 00 0b 0b 0b", both + "04 40 10 00 0b 0b");
    assertSimpler(
        "03 40 20 00 0d 00 20 01 45 0d 00 10 00 0b 0b", "03 40" + both + "45 0d 00 10 00 0b 0b");
    assertSimpler("20 00 04 7f 41 00 05 20 01 0b 1a 0b", both + "1a 0b");
  }

  @Test
  void twoNegationsAreNone() {
    assertSimpler("20 00 04 40 10 00 0b 0b", "20 00 45 45 04 40 10 00 0b 0b");
    assertSimpler("20 00 45 45 1a 0b", "20 00 45 45 1a 0b");
  }

  @Test
  void comparisonsHaveOpposites() {
    assertSimpler("20 00 20 01 4e 1a 0b", "20 00 20 01 48 45 1a 0b");
    assertSimpler("20 00 20 01 48 1a 0b", "20 00 20 01 4e 45 1a 0b");
    assertSimpler("42 00 42 01 52 1a 0b", "42 00 42 01 51 45 1a 0b");
    assertSimpler("43 00000000 43 00000000 5d 45 1a 0b", "43 00000000 43 00000000 5d 45 1a 0b");
  }

  private static void assertSimpler(String expected, String body) {
    List<Node> tree = Trees.read(List.of(Trees.INT), body);
    Branches.simplify(tree);
    assertEquals(expected.replace(" ", ""), Trees.write(tree));
  }
}
