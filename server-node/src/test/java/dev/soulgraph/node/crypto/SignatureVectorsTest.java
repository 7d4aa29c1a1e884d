package dev.soulgraph.node.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.SignatureRules;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures on which providers disagree; replicas may not. */
final class SignatureVectorsTest {
  private static final byte[] MESSAGE = Utf8.encode("rhizome");
  private static final String HONEST_KEY =
      "62f20daad7d34d66b150b391d983e6206cbae71d59d5d7f66afefed6a267b9c9";
  private static final String MIXED_KEY =
      "724f243a343bd855a42548fb28f7b187d9c992944244e420f312d816e916d051";
  private static final String OTHER_KEY =
      "850828dd52ce7b7ea2ba461889a089d2cfd18e60f2002bdc79d7588fa7583ebf";
  private static final String HONEST_R =
      "ebb461fc478e621995733443d2446eac22c76ee2034b3b4b8f3c4cd761b305ff";
  private static final String MIXED_R =
      "b2142948cef1a039969a4a7898fcfc3a77a642618b5ed5da048d8033dd4962b1";
  private static final String IDENTITY_R =
      "0100000000000000000000000000000000000000000000000000000000000000";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "honest, "
        + HONEST_KEY
        + ", "
        + HONEST_R
        + ", 8536896fcd8f3f90cb055f10432ffad7413b1f1bf5ccd6e610bc23eaf237c704, true",
    "a point of mixed order as R, "
        + HONEST_KEY
        + ", "
        + MIXED_R
        + ", f135369f3bae3a9f4b06f456f7089070435a771be13f8bb1581b2a3bbf563802, false",
    "a point of mixed order as the key, "
        + MIXED_KEY
        + ", "
        + HONEST_R
        + ", c71b52184bf211b4926cd80da88bb22b38dbc148c9fee95f852b57bc12f0bf00, false",
    "the identity as R, "
        + OTHER_KEY
        + ", "
        + IDENTITY_R
        + ", 4964ddc1c149fe856187903d4368171b27f09d227711e844f40c5e058d571701, false"
  })
  void onlyTheHonestSignatureIsAccepted(
      String name, String key, String r, String s, boolean accepted) {
    assertEquals(accepted, accepts(Hex.decode(key), Hex.decode(r + s), MESSAGE), name);
  }

  @ParameterizedTest
  @CsvSource({"0", "31", "32", "63"})
  void aFlippedBitIsRefused(int at) {
    byte[] signature =
        Hex.decode(HONEST_R + "8536896fcd8f3f90cb055f10432ffad7413b1f1bf5ccd6e610bc23eaf237c704");
    signature[at] ^= 1;
    assertEquals(false, accepts(Hex.decode(HONEST_KEY), signature, MESSAGE));
  }

  private static boolean accepts(byte[] key, byte[] signature, byte[] message) {
    try {
      new AuthorKeys().check(PublicKey.ofRaw(key));
      SignatureRules.check(signature);
    } catch (SoulgraphException e) {
      return false;
    }
    boolean[] holds = new boolean[1];
    new BouncyCastleVerifier().verify(key, signature, message, valid -> holds[0] = valid);
    return holds[0];
  }
}
