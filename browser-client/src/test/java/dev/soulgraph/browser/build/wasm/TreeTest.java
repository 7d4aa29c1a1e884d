package dev.soulgraph.browser.build.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies are in the binary format; see {@link Trees}. */
class TreeTest {
  @Test
  void whatIsReadIsWrittenAgain() {
    assertKept("41 01 41 02 6a 1a 0b");
    assertKept("02 40 20 00 0d 00 03 40 20 00 0d 01 0c 00 0b 0b 0b");
    assertKept("20 00 04 7f 41 01 05 41 02 0b 1a 0b");
    assertKept("02 40 02 40 20 00 0e 01 00 01 0b 0b 0b");
    assertKept("02 40 1f 40 01 02 00 20 00 1a 0b 0b 0b");
    assertKept("02 40 02 40 1f 40 02 02 00 02 01 20 00 1a 0b 0b 0b 0b");
  }

  @Test
  void aValueMayLieBelowWhatIsDoneAfterIt() {
    assertKept("41 01 20 00 21 01 41 02 6a 1a 0b");
    List<Node> body = Trees.read(List.of(Trees.INT), "41 01 20 00 21 01 41 02 6a 1a 0b");
    assertEquals(1, body.size());
    assertTrue(body.get(0).inputs.get(0).inputs.get(0).isSequence());
  }

  @Test
  void whatCannotBeReachedFallsAway() {
    assertEquals(
        "024041010c001a0b0b".replace("4101", "").replace("1a", ""),
        Trees.kept("02 40 0c 00 41 01 1a 02 40 0b 0b 0b"));
    assertEquals("2000044000050b0b", Trees.kept("20 00 04 40 00 41 05 1a 05 0b 0b"));
  }

  @Test
  void whatLeavesSeveralValuesIsNotRead() {
    assertFalse(Trees.canRead("02 05 41 01 41 02 0b 1a 1a 0b"));
    assertTrue(Trees.canRead("02 7f 41 01 0b 1a 0b"));
  }

  private static void assertKept(String body) {
    assertEquals(body.replace(" ", ""), Trees.kept(body));
  }
}
