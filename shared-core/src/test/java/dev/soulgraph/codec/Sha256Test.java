package dev.soulgraph.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

/** SHA-256 against the JDK's. */
final class Sha256Test {
  private static String jdk(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return Hex.encode(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void allLengthsUpToThreeHundredAgree() {
    for (int length = 0; length <= 300; length++) {
      byte[] bytes = Seeds.dice(length).bytes(length);
      assertEquals(jdk(bytes), Sha256.of(bytes).toString(), Seeds.again(length));
    }
  }

  @Test
  void longInputGivenInRandomPiecesAgrees() {
    for (int round = 0; round < 300; round++) {
      Dice dice = Seeds.dice(round);
      byte[] bytes = dice.bytes(dice.below(5000));
      Sha256 sha = new Sha256();
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, dice.below(dice.onceIn(2) ? 5 : 200));
        sha.update(bytes, at, length);
        at += length;
      }
      assertEquals(jdk(bytes), sha.finish().toString(), Seeds.again(round));
    }
  }

  @Test
  void anObjectThatIsResetForgetsWhatItWasGiven() {
    Sha256 sha = new Sha256();
    for (int length = 0; length < 130; length++) {
      byte[] bytes = new byte[length];
      assertEquals(jdk(bytes), sha.reset().update(bytes).finish().toString());
    }
  }

  @Test
  void aStateAfterWholeBlocksIsTakenUpAgain() {
    for (int blocks = 1; blocks < 4; blocks++) {
      byte[] shared = Seeds.dice(blocks).bytes(blocks * Sha256.BLOCK_BYTES);
      int[] midstate = new Sha256().update(shared).midstate();
      for (int length = 0; length < 130; length++) {
        byte[] rest = Seeds.dice(length).bytes(length);
        Hash hash = new Sha256().resumeAt(midstate, shared.length).update(rest).finish();
        assertEquals(jdk(shared, rest), hash.toString(), Seeds.again(length));
      }
    }
  }

  @Test
  void nodesAreHashedBehindAOne() {
    for (int round = 0; round < 100; round++) {
      byte[] both = Seeds.dice(round).bytes(64);
      Hash node = new Sha256().node(Hash.of(both, 0), Hash.of(both, 32));
      assertEquals(jdk(new byte[] {1}, both), node.toString(), Seeds.again(round));
    }
  }
}
