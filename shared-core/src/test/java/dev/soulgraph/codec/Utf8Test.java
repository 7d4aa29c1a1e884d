package dev.soulgraph.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is what the JDK's strict decoder takes for text. */
final class Utf8Test {
  @Test
  void everyCodePointIsWrittenAndReadAsTheJdkDoes() {
    for (int point = 0; point <= 0x10ffff; point++) {
      if (point < 0xd800 || point > 0xdfff) {
        String text = Character.toString(point);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(bytes, Utf8.encode(text));
        assertEquals(text, Utf8.decode(bytes, 0, bytes.length));
      }
    }
  }

  @Test
  void everySequenceOfUpToThreeBytesIsJudgedAsTheJdkDoes() {
    for (int first = 0x70; first < 0x100; first++) {
      for (int second = 0; second < 0x100; second += second < 0x70 ? 13 : 1) {
        assertJudgedAlike(new byte[] {(byte) first, (byte) second}, "");
        for (int third : new int[] {0, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc0, 0xff}) {
          assertJudgedAlike(new byte[] {(byte) first, (byte) second, (byte) third}, "");
          assertJudgedAlike(
              new byte[] {(byte) first, (byte) second, (byte) third, (byte) 0x80}, "");
        }
      }
    }
  }

  @Test
  void randomBytesAreJudgedAsTheJdkDoes() {
    for (int round = 0; round < 50_000; round++) {
      Dice dice = Seeds.dice(round);
      byte[] bytes =
          Character.toString(dice.below(0xd800)).repeat(3).getBytes(StandardCharsets.UTF_8);
      bytes[dice.below(bytes.length)] = (byte) dice.next();
      assertJudgedAlike(bytes, Seeds.again(round));
    }
  }

  private static void assertJudgedAlike(byte[] bytes, String what) {
    String expected;
    try {
      expected = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      SoulgraphException refused =
          assertThrows(
              SoulgraphException.class,
              () -> Utf8.decode(bytes, 0, bytes.length),
              () -> Hex.encode(bytes) + what);
      assertEquals(Code.NOT_CANONICAL, refused.code());
      return;
    }
    assertEquals(expected, Utf8.decode(bytes, 0, bytes.length), () -> Hex.encode(bytes) + what);
  }

  @Test
  void aSequenceThatIsCutOffByTheEndIsRefusedThoughMoreBytesFollow() {
    byte[] bytes = Utf8.encode("€€");
    assertThrows(SoulgraphException.class, () -> Utf8.decode(bytes, 0, 4));
    assertThrows(SoulgraphException.class, () -> Utf8.decode(bytes, 0, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udc00", "a\udc00\ud800", "\ud800\ud800\udc00", "x\udbff"})
  void loneSurrogatesAreNotWritten(String text) {
    SoulgraphException refused = assertThrows(SoulgraphException.class, () -> Utf8.encode(text));
    assertEquals(Code.VALUE_INVALID, refused.code());
  }
}
