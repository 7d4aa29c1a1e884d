package dev.soulgraph.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.FrameCases;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever bytes arrive, a decoder answers with a named refusal, at a cost that is bounded. */
final class HostileFramesTest {
  private static final int ROUNDS = 400;

  /** Enough that no shared thing can be written out for each leaf, and few enough to be lawful. */
  private static final int LEAVES = 60_000;

  private final CborWriter columns = new CborWriter();
  private final CborWriter shapes = new CborWriter();
  private final CborWriter nodes = new CborWriter();

  @Test
  void damagedFramesAreRefusedByName() {
    FrameCodec codec = new FrameCodec();
    damage(bytes -> codec.decode(bytes), dice -> FrameCodec.encode(aFrame(dice)));
  }

  @Test
  void damagedPartsAreRefusedByName() {
    damage(FrameCodec::decodePart, dice -> FrameCodec.encodePart(aPart(dice)));
  }

  @Test
  void damagedChangesAreRefusedByName() {
    damage(
        ChangeCodec::decode,
        dice -> ChangeCodec.encode(Samples.change(dice, Samples.author(1), Samples.EPOCH)));
  }

  private static Frame aFrame(Dice dice) {
    return dice.pick(FrameCases.frames(dice));
  }

  private static Part aPart(Dice dice) {
    return dice.pick(Samples.pieces(dice, Samples.commit(dice, Samples.author(1), 12)));
  }

  /** Damage upon damage; nothing but refusals may come of it. */
  private static void damage(Consumer<byte[]> decoder, Function<Dice, byte[]> of) {
    for (int round = 0; round < ROUNDS; round++) {
      Dice dice = Seeds.dice(round);
      byte[] bytes = of.apply(dice);
      byte[] other = of.apply(dice);
      decoder.accept(bytes);
      for (int times = 0; times < 30; times++) {
        byte[] bad = FrameCases.damaged(dice, dice.onceIn(3) ? of.apply(dice) : bytes, other);
        try {
          decoder.accept(bad);
        } catch (SoulgraphException refused) {
          assertFalse(refused.rule().isEmpty(), "the broken rule is told");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
          fail(Seeds.again(round) + ": " + Hex.encode(bad), e);
        }
        bytes = dice.onceIn(4) ? bad : bytes;
      }
    }
  }

  @Test
  void randomBytesAreRefusedByName() {
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = Seeds.dice(round).bytes(round % 100);
      try {
        new FrameCodec().decode(bytes);
      } catch (SoulgraphException refused) {
        assertFalse(refused.rule().isEmpty());
      } catch (RuntimeException e) {
        fail(Seeds.again(round) + ": " + Hex.encode(bytes), e);
      }
    }
  }

  @Test
  void deepNestingEndsBeforeTheStackDoes() {
    column("k", false);
    shapes.array(1).uint(0);
    for (int head : new int[] {0x81, 0xa1, 0xc1, 0xd8}) {
      byte[] bytes = new byte[FrameCodec.FRAME_MAX_BYTES];
      Arrays.fill(bytes, (byte) head);
      assertThrows(SoulgraphException.class, () -> new FrameCodec().decode(bytes));
      assertThrows(SoulgraphException.class, () -> FrameCodec.decodePart(bytes));
      nodes.clear();
      node("a", 0, 1);
      nodes.raw(bytes);
      assertThrows(SoulgraphException.class, () -> FrameCodec.decodePart(part(1, 1, 1, 1)));
    }
  }

  @Test
  void aLongKeyIsNotHashedForEachOfItsLeaves() {
    column("k".repeat(400_000), false);
    sharedByAll("a");
    assertRefused(Code.FRAME_TOO_LARGE, part(1, 1, 1, LEAVES));
  }

  @Test
  void longExtensionsAreNotHashedForEachOfTheirLeaves() {
    column("k", true);
    sharedByAll("a");
    assertRefused(Code.FRAME_TOO_LARGE, part(1, 1, 1, LEAVES));
  }

  @Test
  void aLongSoulIsNotHashedForEachOfItsLeaves() {
    column("k", false);
    sharedByAll("a".repeat(400_000));
    assertRefused(Code.FRAME_TOO_LARGE, part(1, 1, 1, LEAVES));
  }

  @Test
  void longSoulsAreNotUnfoldedWithoutBound() {
    column("k", false);
    shapes.array(1).uint(0);
    node("a".repeat(100_000), 0, 1);
    nodes.nil();
    for (int i = 1; i < LEAVES; i++) {
      nodes.array(4).uint(100_000).bytes(new byte[0]).uint(0).nil();
    }
    assertRefused(Code.FRAME_TOO_LARGE, part(1, 1, LEAVES, LEAVES));
  }

  @Test
  void thereAreNoMoreColumnsThanLeavesCanUse() {
    int count = PartReader.LEAVES_MAX + 1;
    for (int i = 0; i < count; i++) {
      column("", false);
    }
    shapes.array(1).uint(0);
    node("a", 0, 1);
    nodes.nil();
    assertRefused(Code.FRAME_MALFORMED, part(count, 1, 1, 1));
  }

  @Test
  void aFrameHoldsNoMoreChangesThanItsLimit() {
    int count = PartReader.LEAVES_MAX + 1;
    column("k", false);
    shapes.array(1).uint(0);
    for (int i = 0; i < count; i++) {
      node("a", 0, 1);
      nodes.nil();
    }
    assertRefused(Code.FRAME_TOO_LARGE, part(1, 1, count, count));
  }

  @Test
  void thousandsOfUnlawfulLeavesAreRefusedOneByOne() {
    column("k", false);
    shapes.array(LEAVES);
    node("a", 0, LEAVES);
    for (int i = 0; i < LEAVES; i++) {
      shapes.uint(0);
      nodes.raw(0xf9).raw(0x7e).raw(0);
    }
    Part part = FrameCodec.decodePart(part(1, 1, 1, LEAVES));
    SoulgraphException last = part.leaves()[LEAVES - 1].refusal();
    assertNotNull(last);
    assertEquals(Code.VALUE_INVALID, last.code());
    assertEquals(0, last.getStackTrace().length, "a refusal costs no stack trace");
  }

  private void column(String key, boolean extended) {
    columns.array(4).text(key).uint(0).uint(0);
    if (extended) {
      columns.map(1).uint(1).bytes(new byte[4080]);
    } else {
      columns.map(0);
    }
  }

  private void node(String soul, int shape, int leaves) {
    nodes.array(3 + leaves).uint(0).bytes(Utf8.encode(soul)).uint(shape);
  }

  /** One node with all leaves, all of one column. */
  private void sharedByAll(String soul) {
    shapes.array(LEAVES);
    node(soul, 0, LEAVES);
    for (int i = 0; i < LEAVES; i++) {
      shapes.uint(0);
      nodes.nil();
    }
  }

  private byte[] part(int columnCount, int shapeCount, int nodeCount, int leaves) {
    PublicKey author = Samples.author(1);
    CborWriter out = new CborWriter();
    out.array(10).bytes(author.multicodec()).uint(leaves).bytes(new byte[64]).map(0);
    out.array(1).uint(leaves).bytes(new byte[0]).array(1).uint(Samples.EPOCH);
    out.array(columnCount).raw(columns.toBytes()).array(shapeCount).raw(shapes.toBytes());
    return out.array(nodeCount).raw(nodes.toBytes()).toBytes();
  }

  private static void assertRefused(Code code, byte[] part) {
    byte[] frame = new CborWriter().array(4).uint(6).uint(1).bool(false).raw(part).toBytes();
    assertTrue(frame.length <= FrameCodec.FRAME_MAX_BYTES, "within a frame: " + frame.length);
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> new FrameCodec().decode(frame));
    assertEquals(code, refused.code());
  }
}
