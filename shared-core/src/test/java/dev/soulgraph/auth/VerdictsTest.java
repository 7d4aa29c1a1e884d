package dev.soulgraph.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.CurveCases;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** The published cases on which providers disagree: replicas have one verdict. */
final class VerdictsTest {
  private static final byte[] MESSAGE = Utf8.encode("rhizome");
  private static final String KEY =
      "62f20daad7d34d66b150b391d983e6206cbae71d59d5d7f66afefed6a267b9c9";
  private static final String HONEST_R =
      "ebb461fc478e621995733443d2446eac22c76ee2034b3b4b8f3c4cd761b305ff";
  private static final String HONEST_S =
      "8536896fcd8f3f90cb055f10432ffad7413b1f1bf5ccd6e610bc23eaf237c704";
  private static final String MIXED_SIGNATURE =
      "b2142948cef1a039969a4a7898fcfc3a77a642618b5ed5da048d8033dd4962b1"
          + "f135369f3bae3a9f4b06f456f7089070435a771be13f8bb1581b2a3bbf563802";

  /** The core's own rules, then the provider's answer. */
  private static String verdict(String keyHex, String signatureHex) {
    byte[] key = Hex.decode(keyHex);
    byte[] signature = Hex.decode(signatureHex);
    try {
      new AuthorKeys().check(PublicKey.ofRaw(key));
      SignatureRules.check(signature);
    } catch (SoulgraphException refused) {
      return refused.code().text();
    }
    boolean[] valid = new boolean[1];
    new BouncyCastleVerifier().verify(key, signature, MESSAGE, answer -> valid[0] = answer);
    return valid[0] ? "accepted" : Code.SIGNATURE_INVALID.text();
  }

  @Test
  void anHonestSignatureIsAccepted() {
    assertEquals("accepted", verdict(KEY, HONEST_R + HONEST_S));
  }

  @Test
  void anRWithASmallOrderPartIsRefusedThoughTheProviderAcceptsIt() {
    byte[] signature = Hex.decode(MIXED_SIGNATURE);
    assertTrue(
        Ed25519.verify(signature, 0, Hex.decode(KEY), 0, MESSAGE, 0, MESSAGE.length),
        "else the check on R could go");
    assertEquals("signature-invalid", verdict(KEY, MIXED_SIGNATURE));
  }

  @Test
  void aKeyWithASmallOrderPartIsRefused() {
    String mixed = "724f243a343bd855a42548fb28f7b187d9c992944244e420f312d816e916d051";
    String s = "c71b52184bf211b4926cd80da88bb22b38dbc148c9fee95f852b57bc12f0bf00";
    assertEquals("author-invalid", verdict(mixed, HONEST_R + s));
  }

  @Test
  void anRThatIsTheIdentityIsRefusedThoughTheEquationHolds() {
    String key = "850828dd52ce7b7ea2ba461889a089d2cfd18e60f2002bdc79d7588fa7583ebf";
    String signature =
        "0100000000000000000000000000000000000000000000000000000000000000"
            + "4964ddc1c149fe856187903d4368171b27f09d227711e844f40c5e058d571701";
    assertEquals("signature-invalid", verdict(key, signature));
  }

  @Test
  void theSameSignatureWithSGreaterByTheOrderIsRefused() {
    byte[] s = Hex.decode(HONEST_S);
    byte[] order = Hex.decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      carry += (s[i] & 255) + (order[i] & 255);
      s[i] = (byte) carry;
      carry >>= 8;
    }
    assertEquals("signature-invalid", verdict(KEY, HONEST_R + Hex.encode(s)));
  }

  @Test
  void anEncodingOfRThatNobodyMakesIsRefused() {
    for (String r : CurveCases.NOT_CANONICAL) {
      assertEquals("signature-invalid", verdict(KEY, r + HONEST_S), r);
    }
  }

  @Test
  void anRInTheSmallSubgroupIsRefused() {
    for (String r : CurveCases.SMALL_ORDER) {
      assertEquals("signature-invalid", verdict(KEY, r + HONEST_S), r);
    }
  }

  @Test
  void anyFlippedBitIsRefused() {
    byte[] signature = Hex.decode(HONEST_R + HONEST_S);
    for (int bit = 0; bit < signature.length * 8; bit++) {
      byte[] flipped = signature.clone();
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      assertFalse(verdict(KEY, Hex.encode(flipped)).equals("accepted"), "bit " + bit);
    }
  }
}
