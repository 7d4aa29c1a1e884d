package dev.soulgraph.graph;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Property keys, and public keys as text. */
final class KeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a\n", "\u0000", "\u0085", "\ud800", "a\udc00"})
  void anUnlawfulKeyIsRefused(String key) {
    SoulgraphException refused = assertThrows(SoulgraphException.class, () -> Keys.check(key));
    assertEquals(Code.KEY_INVALID, refused.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/", "//", "a//b/", " ", "ä.b", "!x", "#", "~"})
  void segmentsOfAKeyMayBeEmptyAndBeginWithAnything(String key) {
    assertEquals(key, Keys.check(key));
  }

  @Test
  void lengthIsCountedInBytes() {
    assertDoesNotThrow(() -> Keys.check("k".repeat(640)));
    assertThrows(SoulgraphException.class, () -> Keys.check("k".repeat(641)));
    assertDoesNotThrow(() -> Keys.check("😀".repeat(160)));
    assertThrows(SoulgraphException.class, () -> Keys.check("😀".repeat(160) + "k"));
  }

  @Test
  void aKeyThatBeginsWithATildeIsItsAuthorsOwn() {
    PublicKey author = PublicKey.ofRaw(new byte[32]);
    String own = "~" + author.text();
    for (String key : new String[] {own, own + "/", own + "/a", "a/~x", "a~", "k"}) {
      assertDoesNotThrow(() -> Keys.checkOwner(key, author), key);
    }
    for (String key :
        new String[] {"~", "~/", "~x", own + "x", "~z" + own, own.replace("z6M", "z6m")}) {
      SoulgraphException refused =
          assertThrows(SoulgraphException.class, () -> Keys.checkOwner(key, author), key);
      assertEquals(Code.KEY_NOT_OWN, refused.code());
    }
  }

  /** From the did:key method's own test vectors for Ed25519. */
  @ParameterizedTest
  @CsvSource({
    "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29,"
        + "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
    "4cb5abf6ad79fbf5abbccafcc269d85cd2651ed4b885b5869f241aedf0a5ba29,"
        + "z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG",
    "2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6,"
        + "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
  })
  void publicKeysAreWrittenAsInDidKey(String hex, String text) {
    assertEquals(text, PublicKey.ofRaw(Hex.decode(hex)).text());
  }

  @Test
  void publicKeysAreOrderedAsUnsignedBytes() {
    byte[] low = new byte[32];
    byte[] high = new byte[32];
    low[0] = 0x7f;
    high[0] = (byte) 0x80;
    assertTrue(PublicKey.ofRaw(low).compareTo(PublicKey.ofRaw(high)) < 0);
    assertEquals(0, PublicKey.ofRaw(low).compareTo(PublicKey.ofRaw(low.clone())));
  }

  @Test
  void hashesAreOrderedAsUnsignedBytes() {
    for (int at = 0; at < 32; at++) {
      byte[] low = new byte[32];
      byte[] high = new byte[32];
      low[at] = 0x7f;
      high[at] = (byte) 0x80;
      assertTrue(Hash.of(low, 0).compareTo(Hash.of(high, 0)) < 0, "byte " + at);
      assertTrue(Hash.of(high, 0).compareTo(Hash.of(low, 0)) > 0, "byte " + at);
    }
  }

  @Test
  void aMulticodecOfAnotherKindIsRefused() {
    byte[] key = PublicKey.ofRaw(new byte[32]).multicodec();
    assertEquals("ed01", Hex.encode(key).substring(0, 4));
    key[0] = 0x12;
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> PublicKey.ofMulticodec(key));
    assertEquals(Code.AUTHOR_INVALID, refused.code());
    assertThrows(SoulgraphException.class, () -> PublicKey.ofMulticodec(new byte[33]));
  }
}
