package dev.soulgraph.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.CurveCases;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Hex;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** The core's own answer to "is this key of prime order?" against Bouncy Castle's. */
final class PrimeOrderTest {
  private static void assertAgrees(byte[] key, String what) {
    assertEquals(
        Ed25519.validatePublicKeyFull(key, 0),
        Edwards.isPrimeOrder(key),
        () -> Hex.encode(key) + ", " + what);
  }

  @Test
  void randomStringsAreJudgedAlike() {
    for (int round = 0; round < 2000; round++) {
      assertAgrees(Seeds.dice(round).bytes(32), Seeds.again(round));
    }
  }

  @Test
  void honestKeysAreGoodAndWithATorsionPartTheyAreNot() {
    for (int round = 0; round < 30; round++) {
      Dice dice = Seeds.dice(round);
      byte[] key = Ed25519Keys.of(dice.bytes(32)).author().raw();
      assertTrue(Edwards.isPrimeOrder(key), Seeds.again(round));
      for (String torsion : CurveCases.SMALL_ORDER) {
        byte[] mixed = add(key, Hex.decode(torsion));
        assertAgrees(mixed, Seeds.again(round));
        assertEquals(
            torsion.equals(CurveCases.SMALL_ORDER.get(0)), Edwards.isPrimeOrder(mixed), torsion);
      }
    }
  }

  @Test
  void smallOrderAndOddEncodingsAreRefused() {
    for (String hex : CurveCases.SMALL_ORDER) {
      assertFalse(Edwards.isPrimeOrder(Hex.decode(hex)), hex);
      assertAgrees(Hex.decode(hex), "small order");
    }
    for (String hex : CurveCases.NOT_CANONICAL) {
      assertFalse(Edwards.isPrimeOrder(Hex.decode(hex)), hex);
      assertAgrees(Hex.decode(hex), "not canonical");
    }
  }

  @Test
  void yAtTheEdgesOfTheFieldIsJudgedAlike() {
    for (int low = 0; low < 256; low++) {
      for (int sign : new int[] {0, 0x80}) {
        byte[] small = new byte[32];
        small[0] = (byte) low;
        small[31] = (byte) sign;
        assertAgrees(small, "small y");
        byte[] large = new byte[32];
        Arrays.fill(large, (byte) 0xff);
        large[0] = (byte) low;
        large[31] = (byte) (0x7f | sign);
        assertAgrees(large, "large y");
      }
    }
  }

  private static byte[] add(byte[] a, byte[] b) {
    return point(a).add(point(b)).encode();
  }

  private static CurvePoint point(byte[] encoded) {
    return Objects.requireNonNull(CurvePoint.decode(encoded));
  }
}
