package dev.soulgraph.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value has one encoding; all others are refused by their code, never repaired. */
final class CborStrictnessTest {
  private static Value read(String hex) {
    CborReader in = new CborReader(Hex.decode(hex));
    Value value = ValueCodec.read(in);
    in.finish();
    return value;
  }

  private static void assertRefused(Code code, String hex) {
    SoulgraphException refused = assertThrows(SoulgraphException.class, () -> read(hex), hex);
    assertEquals(code, refused.code(), hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1800",
        "1817",
        "190000",
        "1900ff",
        "1a00000000",
        "1a0000ffff",
        "1b0000000000000000",
        "1b00000000ffffffff",
        "3817",
        "3900ff",
        "5800",
        "580161",
        "590001aa",
        "7800",
        "780161",
        "9800",
        "980100",
        "9a00000000",
        "b800",
        "b8010000",
        "d80000",
        "d81700",
        "d900270a"
      })
  void aHeadThatIsLongerThanNeededIsRefused(String hex) {
    assertRefused(Code.NOT_CANONICAL, hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5f4161ff", "7f6161ff", "9fff", "9f01ff", "bfff", "bf0001ff", "ff", "81ff"})
  void anIndefiniteLengthIsRefused(String hex) {
    assertRefused(Code.NOT_CANONICAL, hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1c", "1d", "1e", "3c", "5d", "7e", "9c", "bd", "de", "fc", "fd", "fe"})
  void reservedAdditionalInformationIsRefused(String hex) {
    assertRefused(Code.NOT_CANONICAL, hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f800", "f814", "f816", "f817", "f818", "f81f"})
  void aSimpleValueInTwoBytesIsOneThatNeedsTwo(String hex) {
    assertRefused(Code.NOT_CANONICAL, hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a201000000",
        "a2616200616100",
        "a262616100616200",
        "a2200000" + "00",
        "a2f500f400",
        "a243616161004161" + "00",
        "a2800000" + "00",
        "81a201000000",
        "c1a201000000"
      })
  void keysOutOfOrderAreRefused(String hex) {
    assertRefused(Code.NOT_CANONICAL, hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a201000100", "a2616100616100", "a2a0f6a0f6", "a3000001000100"})
  void aKeyThatComesTwiceIsRefused(String hex) {
    assertRefused(Code.NOT_CANONICAL, hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "18", "19ff", "41", "61", "81", "a1", "a100", "c1", "d8", "f9", "fb00"})
  void whatIsCutOffIsRefused(String hex) {
    assertRefused(Code.FRAME_MALFORMED, hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f6f6", "0000", "6161f6", "8000", "f93c0000"})
  void nothingMayFollow(String hex) {
    assertRefused(Code.FRAME_MALFORMED, hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5a7fffffff",
        "5affffffff",
        "5b7fffffffffffffff",
        "5bffffffffffffffff",
        "7a7fffffff",
        "7bffffffffffffffff",
        "9a7fffffff",
        "9bffffffffffffffff",
        "ba7fffffff",
        "bb8000000000000000"
      })
  void aLengthBeyondTheInputCostsNothing(String hex) {
    assertRefused(Code.FRAME_MALFORMED, hex);
  }

  @ParameterizedTest
  @CsvSource({
    "f6, Null",
    "f4, Bool",
    "f5, Bool",
    "f93c00, Num",
    "60, Text",
    "40, Bytes",
    "d8276161, Link",
    "d827623a2f, Opaque",
    "d8276121, Opaque",
    "d82760, Opaque",
    "d8274161, Opaque",
    "d82701, Opaque",
    "d827d8276161, Opaque",
    "d8266161, Opaque",
    "c26101, Opaque",
    "00, Opaque",
    "20, Opaque",
    "f7, Opaque",
    "f0, Opaque",
    "f3, Opaque",
    "f820, Opaque",
    "80, Opaque",
    "a0, Opaque",
    "8181f6, Opaque",
    "1bffffffffffffffff, Opaque",
    "3bffffffffffffffff, Opaque"
  })
  void whatIsKnownHasAKindAndAllElseIsKeptByteForByte(String hex, String kind) {
    Value value = read(hex);
    assertEquals(kind, value.getClass().getSimpleName());
    assertArrayEquals(Hex.decode(hex), ValueCodec.encode(value));
  }

  @Test
  void aLinkPointsToItsSoul() {
    assertEquals(new Value.Link(Soul.of("a/b")), read("d82763612f62"));
  }

  @Test
  void aTagOverTextThatIsNoTextIsRefusedAllTheSame() {
    assertRefused(Code.NOT_CANONICAL, "d82761ff");
  }

  @Test
  void aValueNestsSixteenDeep() {
    for (String nest : new String[] {"81", "a100", "c1"}) {
      assertInstanceOf(Value.Opaque.class, read(nest.repeat(15) + "f6"));
      assertRefused(Code.VALUE_INVALID, nest.repeat(16) + "f6");
    }
    assertInstanceOf(Value.Opaque.class, read("81".repeat(15) + "80"));
    assertRefused(Code.VALUE_INVALID, "81".repeat(16) + "80");
  }

  @Test
  void aValueHasSixtyFourKibibytes() {
    byte[] fits = ValueCodec.encode(new Value.Bytes(new byte[ValueCodec.MAX_BYTES - 3]));
    assertEquals(ValueCodec.MAX_BYTES, fits.length);
    assertInstanceOf(Value.Bytes.class, read(Hex.encode(fits)));
    Value large = new Value.Bytes(new byte[ValueCodec.MAX_BYTES - 2]);
    assertRefused(Code.VALUE_TOO_LARGE, Hex.encode(ValueCodec.encode(large)));
    Value text = new Value.Text("ä".repeat(ValueCodec.MAX_BYTES / 2));
    assertRefused(Code.VALUE_TOO_LARGE, Hex.encode(ValueCodec.encode(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "a0, ok",
    "a10100, ok",
    "a10145666f6f6261, ok",
    "a11affffffff00, ok",
    "a201000300, ok",
    "a10000, unsupported",
    "a10200, unsupported",
    "a11affffffff, frame-malformed",
    "a11b000000010000000100, extensions-invalid",
    "a12000, extensions-invalid",
    "a1616100, extensions-invalid",
    "80, extensions-invalid",
    "f6, extensions-invalid",
    "b800, not-canonical",
    "a201000100, not-canonical",
    "a203000100, not-canonical",
    "a1011800, not-canonical",
    "a101f97e00, ok",
    "a101d83ff97e00, ok"
  })
  void extensionsAreAMapWithLawfulKeys(String hex, String verdict) {
    String found = "ok";
    try {
      CborReader in = new CborReader(Hex.decode(hex));
      assertArrayEquals(Hex.decode(hex), ValueCodec.readExtensions(in).cbor());
      in.finish();
    } catch (SoulgraphException refused) {
      found = refused.code().text();
    }
    assertEquals(verdict, found);
  }
}
