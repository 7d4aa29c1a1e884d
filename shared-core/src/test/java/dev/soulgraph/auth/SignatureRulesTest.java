package dev.soulgraph.auth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.conformance.CurveCases;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a signature before any provider is asked. */
final class SignatureRulesTest {
  private static final String R =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  private static final String ORDER_TAIL =
      "d3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

  private static void assertRefused(String hex) {
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> SignatureRules.check(Hex.decode(hex)), hex);
    assertEquals(Code.SIGNATURE_INVALID, refused.code());
  }

  private static void assertPasses(String hex) {
    assertDoesNotThrow(() -> SignatureRules.check(Hex.decode(hex)), hex);
  }

  @Test
  void sIsBelowTheOrder() {
    assertPasses(R + "ec" + ORDER_TAIL);
    assertRefused(R + "ed" + ORDER_TAIL);
    assertRefused(R + "ee" + ORDER_TAIL);
    assertPasses(R + "00".repeat(32));
    assertPasses(R + "ff".repeat(31) + "0f");
    assertRefused(R + "00".repeat(31) + "11");
    assertRefused(R + "00".repeat(31) + "80");
    assertRefused(R + "ff".repeat(32));
  }

  @Test
  void rIsCanonical() {
    for (String r : CurveCases.NOT_CANONICAL) {
      assertRefused(r + "00".repeat(32));
    }
  }

  @Test
  void rIsNotTheIdentity() {
    assertRefused("01" + "00".repeat(63));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The largest y below p with either sign, y = 0, y = −1 unsigned: canonical, if useless.
        "ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0101000000000000000000000000000000000000000000000000000000000080"
      })
  void whatIsCanonicalIsLeftToTheProvider(String r) {
    assertPasses(r + "00".repeat(32));
  }
}
