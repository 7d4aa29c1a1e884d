package dev.soulgraph.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import org.junit.jupiter.api.Test;

/** A change's canonical form and its id. */
final class ChangeCodecTest {
  private static final PublicKey AUTHOR = Samples.author(3);
  private static final String HEAD = "896e736f756c67726170682f6c656166";
  private static final String AUTHOR_HEX = "5822" + "ed01" + "03".repeat(32);

  /** By the definition: SHA-256(0x00 ‖ form). */
  private static Hash byDefinition(Change change) {
    byte[] form = ChangeCodec.encode(change);
    byte[] leaf = new byte[form.length + 1];
    System.arraycopy(form, 0, leaf, 1, form.length);
    return Sha256.of(leaf);
  }

  @Test
  void theFormIsAnArrayOfNine() {
    Change change =
        new Change(AUTHOR, 1L << 40, Soul.of("a/b"), "k", new Value.Num(1), Extensions.NONE);
    String hex =
        HEAD + "0100" + AUTHOR_HEX + "1b0000010000000000" + "63612f62" + "616b" + "f93c00a0";
    assertEquals(hex, Hex.encode(ChangeCodec.encode(change)));
  }

  @Test
  void everythingBeforeTheSoulIsOneBlockAboveTwoToTheThirtyTwo() {
    for (long state : new long[] {1L << 32, Samples.EPOCH, Long.MAX_VALUE}) {
      Change change = new Change(AUTHOR, state, Soul.of("s"), "k", Value.NULL, Extensions.NONE);
      byte[] form = ChangeCodec.encode(change);
      int soul = form.length - "6173616bf6a0".length() / 2;
      assertEquals(Sha256.BLOCK_BYTES, 1 + soul, "with the leaf's 0x00");
      assertEquals(0x61, form[soul]);
    }
  }

  @Test
  void idsAreTheLeafHashesWhateverTheOrderOfStatesAndAuthors() {
    ChangeCodec codec = new ChangeCodec();
    for (int round = 0; round < 2000; round++) {
      Dice dice = Seeds.dice(round);
      long[] states = {0, 23, 255, 65536, (1L << 32) - 1, 1L << 32, Samples.EPOCH, Long.MAX_VALUE};
      long state = states[dice.below(states.length)];
      Change change = Samples.change(dice, Samples.author(dice.below(3)), state);
      assertEquals(byDefinition(change), codec.id(change), Seeds.again(round));
    }
  }

  @Test
  void aChangeReadsBackByteForByte() {
    for (int round = 0; round < 2000; round++) {
      Dice dice = Seeds.dice(round);
      byte[] form = ChangeCodec.encode(Samples.change(dice, AUTHOR, dice.nextLong() >>> 1));
      assertArrayEquals(form, ChangeCodec.encode(ChangeCodec.decode(form)), Seeds.again(round));
    }
  }

  private static void assertRefused(Code code, String hex) {
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> ChangeCodec.decode(Hex.decode(hex)), hex);
    assertEquals(code, refused.code(), hex);
  }

  @Test
  void eachItemIsRefusedByItsOwnCode() {
    String state = "1b0000010000000000";
    String rest = "6173" + "616b" + "f6a0";
    ChangeCodec.decode(Hex.decode(HEAD + "0100" + AUTHOR_HEX + state + rest));
    assertRefused(Code.UNSUPPORTED, HEAD + "0000" + AUTHOR_HEX + state + rest);
    assertRefused(Code.UNSUPPORTED, HEAD + "0200" + AUTHOR_HEX + state + rest);
    assertRefused(Code.KEY_INVALID, HEAD + "0101" + AUTHOR_HEX + state + rest);
    assertRefused(Code.UNSUPPORTED, HEAD + "0102" + AUTHOR_HEX + state + rest);
    assertRefused(Code.UNSUPPORTED, HEAD + "011903e8" + AUTHOR_HEX + state + rest);
    assertRefused(Code.AUTHOR_INVALID, HEAD + "010040" + state + rest);
    String foreign = "5822" + "1200" + "03".repeat(32);
    assertRefused(Code.AUTHOR_INVALID, HEAD + "0100" + foreign + state + rest);
    assertRefused(Code.STATE_INVALID, HEAD + "0100" + AUTHOR_HEX + "1b8000000000000000" + rest);
    assertRefused(Code.STATE_INVALID, HEAD + "0100" + AUTHOR_HEX + "20" + rest);
    String upToSoul = HEAD + "0100" + AUTHOR_HEX + state;
    assertRefused(Code.SOUL_INVALID, upToSoul + "60616bf6a0");
    assertRefused(Code.SOUL_INVALID, upToSoul + "612f616bf6a0");
    assertRefused(Code.KEY_INVALID, upToSoul + "617360f6a0");
    assertRefused(Code.KEY_INVALID, upToSoul + "61736107f6a0");
    assertRefused(Code.VALUE_INVALID, upToSoul + "6173616bf97e00a0");
    assertRefused(Code.UNSUPPORTED, upToSoul + "6173616bf6a10000");
    assertRefused(Code.FRAME_MALFORMED, upToSoul + "6173616bf6");
    assertRefused(Code.FRAME_MALFORMED, upToSoul + rest + "00");
    assertRefused(Code.FRAME_MALFORMED, "8a" + (upToSoul + rest).substring(2) + "00");
    assertRefused(Code.FRAME_MALFORMED, (upToSoul + rest).replace("6c656166", "6c656167"));
    assertRefused(Code.NOT_CANONICAL, HEAD + "180100" + AUTHOR_HEX + state + rest);
    assertRefused(Code.CHANGE_TOO_LARGE, "00".repeat(Change.MAX_BYTES + 1));
  }

  @Test
  void theLargestLawfulPartsFitIntoAChange() {
    Soul soul = Soul.of("s".repeat(Soul.MAX_BYTES));
    Value value = new Value.Bytes(new byte[ValueCodec.MAX_BYTES - 3]);
    String extensions = "a101590ffb" + "00".repeat(4091);
    Change change =
        new Change(
            AUTHOR,
            Long.MAX_VALUE,
            soul,
            "k".repeat(640),
            value,
            new Extensions(Hex.decode(extensions)));
    byte[] form = ChangeCodec.encode(change);
    assertArrayEquals(form, ChangeCodec.encode(ChangeCodec.decode(form)));
  }
}
