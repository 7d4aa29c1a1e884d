package dev.soulgraph.node.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Hex;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class Ed25519Test {
  private static final byte[] MESSAGE = "rhizome".getBytes(StandardCharsets.US_ASCII);
  private static final String KEY =
      "62f20daad7d34d66b150b391d983e6206cbae71d59d5d7f66afefed6a267b9c9";

  private static boolean holds(String key, String signature) {
    return Ed25519Verifier.holds(Hex.decode(key), Hex.decode(signature), MESSAGE);
  }

  @Test
  void acceptsAnHonestSignature() {
    assertTrue(
        holds(
            KEY,
            "ebb461fc478e621995733443d2446eac22c76ee2034b3b4b8f3c4cd761b305ff"
                + "8536896fcd8f3f90cb055f10432ffad7413b1f1bf5ccd6e610bc23eaf237c704"));
  }

  @Test
  void refusesAnRWithATorsionPart() {
    assertFalse(
        holds(
            KEY,
            "b2142948cef1a039969a4a7898fcfc3a77a642618b5ed5da048d8033dd4962b1"
                + "f135369f3bae3a9f4b06f456f7089070435a771be13f8bb1581b2a3bbf563802"));
  }

  @Test
  void refusesTheIdentityAsR() {
    assertFalse(
        holds(
            "850828dd52ce7b7ea2ba461889a089d2cfd18e60f2002bdc79d7588fa7583ebf",
            "0100000000000000000000000000000000000000000000000000000000000000"
                + "4964ddc1c149fe856187903d4368171b27f09d227711e844f40c5e058d571701"));
  }

  @Test
  void signsWhatItVerifies() {
    // RFC 8032, 7.1, test 2.
    Ed25519Signer signer =
        new Ed25519Signer(
            Hex.decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    byte[] message = {0x72};
    byte[] signature = signer.sign(message);
    assertEquals(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        Hex.encode(signer.author().raw()));
    assertTrue(
        Hex.encode(signature).startsWith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8f"));
    assertTrue(Ed25519Verifier.holds(signer.author().raw(), signature, message));
    signature[40] ^= 1;
    assertFalse(Ed25519Verifier.holds(signer.author().raw(), signature, message));
  }

  @Test
  void aSeedHas32Bytes() {
    assertThrows(IllegalArgumentException.class, () -> new Ed25519Signer(new byte[31]));
  }
}
