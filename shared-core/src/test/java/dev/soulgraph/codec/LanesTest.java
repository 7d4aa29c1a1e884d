package dev.soulgraph.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is hashed by fours is what is hashed one by one; browsers' own unit is tried there. */
final class LanesTest {
  private static final PublicKey AUTHOR = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);

  /** By the book: one lane after the other. */
  private static final class OneByOne implements Lanes {
    private final int[] memory = new int[WORDS];
    private int runs;

    @Override
    public void put(int place, int word) {
      memory[place] = word;
    }

    @Override
    public int get(int place) {
      return memory[place];
    }

    @Override
    public void run() {
      runs++;
      for (int lane = 0; lane < COUNT; lane++) {
        int[] state = new int[Hash.WORDS];
        int[] block = new int[16];
        for (int i = 0; i < block.length; i++) {
          block[i] = memory[BLOCK + i * COUNT + lane];
          state[i % state.length] = memory[STATE + i % state.length * COUNT + lane];
        }
        Compression.run(state, 0, block, 0, state, 0);
        for (int i = 0; i < state.length; i++) {
          memory[STATE + i * COUNT + lane] = state[i];
        }
      }
    }
  }

  private final OneByOne lanes = new OneByOne();

  @AfterEach
  void without() {
    Sha256.use(null);
  }

  @Test
  void theMemoryBeginsWithTheConstants() {
    Sha256.use(lanes);
    assertEquals(0x428a2f98, lanes.get(0));
    assertEquals(0xc67178f2, lanes.get(Lanes.STATE - 1));
  }

  @Test
  void treesHaveTheSameRoots() {
    Random random = new Random(1);
    for (int leaves = 1; leaves <= 256; leaves *= 2) {
      int[] alone = random.ints(leaves * (long) Hash.WORDS).toArray();
      int[] together = alone.clone();
      Sha256.use(null);
      new Sha256().tree(alone, leaves);
      Sha256.use(lanes);
      new Sha256().tree(together, leaves);
      assertEquals(new Hash(alone, 0), new Hash(together, 0), leaves + " leaves");
    }
    assertTrue(lanes.runs > 0);
  }

  @Test
  void leavesOfAPartHaveTheSameIdsHoweverManyAreLeftOver() {
    Sha256.use(lanes);
    for (int count = 1; count <= 11; count++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        // Some take two blocks, some leave no room for the length in the last.
        Value value = new Value.Text("x".repeat(i * 13));
        changes.add(new Change(AUTHOR, 1L << 40, Soul.of("s/" + i), "key", value, Extensions.NONE));
      }
      Part part = new Commit(AUTHOR, changes).sealed(new byte[64]);
      int before = lanes.runs;
      Part read = FrameCodec.decodePart(FrameCodec.encodePart(part));
      assertTrue(lanes.runs > before);
      assertEquals(part.seal().root(), read.seal().root());
      assertArrayEquals(ids(part), ids(read));
    }
  }

  private static Hash[] ids(Part part) {
    Hash[] ids = new Hash[part.leaves().length];
    int next = 0;
    for (Leaf leaf : part.leaves()) {
      ids[next++] = leaf.id();
    }
    return ids;
  }
}
