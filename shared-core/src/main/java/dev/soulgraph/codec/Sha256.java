package dev.soulgraph.codec;

import dev.soulgraph.graph.Hash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 (FIPS 180-4) on words. Ours, because hashing is nine tenths of what a commit costs and
 * has to run the same, and fast, on the JVM, as Wasm and as JavaScript.
 */
public final class Sha256 {
  public static final int BLOCK_BYTES = 64;

  private static final int[] INITIAL = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static @Nullable Lanes lanes;

  private final int[] state = new int[Hash.WORDS];
  private final int[] block = new int[16];
  private int filled;

  /** The bytes of a word that isn't whole yet; what lies above them is of no account. */
  private int pending;

  private long total;

  public Sha256() {
    reset();
  }

  /** From now on, on all threads: the platform's, set once before anything is hashed; or null. */
  public static void use(@Nullable Lanes unit) {
    lanes = unit;
    for (int i = 0; unit != null && i < Lanes.STATE; i++) {
      unit.put(i, Compression.K[i]);
    }
  }

  static @Nullable Lanes lanes() {
    return lanes;
  }

  public Sha256 reset() {
    System.arraycopy(INITIAL, 0, state, 0, Hash.WORDS);
    filled = 0;
    total = 0;
    return this;
  }

  /** Takes over what {@code other} has been given so far, which must be whole blocks. */
  Sha256 resumeAt(int[] midstate, long bytesSoFar) {
    System.arraycopy(midstate, 0, state, 0, Hash.WORDS);
    filled = 0;
    total = bytesSoFar;
    return this;
  }

  /** The state after whole blocks. */
  int[] midstate() {
    return state.clone();
  }

  public Sha256 update(byte[] bytes) {
    return update(bytes, 0, bytes.length);
  }

  public Sha256 update(byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    int n = filled;
    int word = pending;
    int shift = (n & 3) << 3;
    while (at < end) {
      if (end - at >= 4) {
        int next =
            bytes[at] << 24
                | (bytes[at + 1] & 255) << 16
                | (bytes[at + 2] & 255) << 8
                | bytes[at + 3] & 255;
        // What is pending stands in the lowest bytes; shifted by 32, an int would stay as it is.
        block[n >> 2] = shift == 0 ? next : word << (32 - shift) | next >>> shift;
        word = next;
        at += 4;
        n += 4;
      } else {
        word = word << 8 | bytes[at++] & 255;
        shift = (++n & 3) << 3;
        if (shift == 0) {
          block[(n >> 2) - 1] = word;
        }
      }
      if (n >= BLOCK_BYTES) {
        Compression.run(state, 0, block, 0, state, 0);
        n -= BLOCK_BYTES;
      }
    }
    total += length;
    filled = n;
    pending = word;
    return this;
  }

  /** The digest; the object is spent until {@link #reset}. */
  public Hash finish() {
    finish(state, 0);
    return new Hash(state, 0);
  }

  /** As {@link #finish}, but leaves the last compression to a lane. */
  void finish(Lanes unit, int lane) {
    pad();
    for (int i = 0; i < Hash.WORDS; i++) {
      unit.put(Lanes.STATE + i * Lanes.COUNT + lane, state[i]);
    }
    for (int i = 0; i < 16; i++) {
      unit.put(Lanes.BLOCK + i * Lanes.COUNT + lane, block[i]);
    }
  }

  /** As {@link #finish}, into eight words. */
  void finish(int[] out, int at) {
    pad();
    Compression.run(state, 0, block, 0, out, at);
  }

  /** Leaves one compression to be done. */
  private void pad() {
    int last = filled >> 2;
    block[last] = (pending << 8 | 0x80) << (24 - (filled & 3) * 8);
    Arrays.fill(block, last + 1, 16, 0);
    if (last > 13) {
      Compression.run(state, 0, block, 0, state, 0);
      Arrays.fill(block, 0);
    }
    block[14] = (int) (total >>> 29);
    block[15] = (int) total << 3;
  }

  public static Hash of(byte[] bytes) {
    return new Sha256().update(bytes).finish();
  }

  /** The RFC 6962 node hash SHA-256(0x01 ‖ left ‖ right). What was begun is lost. */
  public Hash node(Hash left, Hash right) {
    int[] both = new int[2 * Hash.WORDS];
    left.words(both, 0);
    right.words(both, Hash.WORDS);
    node(both, 0, state, 0);
    return new Hash(state, 0);
  }

  /**
   * The root of a whole tree of RFC 6962.
   *
   * @param hashes the leaves', side by side, which are lost; the root comes to the first place
   * @param leaves a power of two
   */
  public void tree(int[] hashes, int leaves) {
    Lanes unit = lanes;
    for (int n = leaves / 2; n > 0; n /= 2) {
      int at = 0;
      for (; unit != null && at + Lanes.COUNT <= n; at += Lanes.COUNT) {
        nodes(unit, hashes, at);
      }
      for (; at < n; at++) {
        node(hashes, 2 * at * Hash.WORDS, hashes, at * Hash.WORDS);
      }
    }
  }

  /** Four nodes from so many on. */
  private static void nodes(Lanes unit, int[] hashes, int at) {
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      int both = 2 * (at + lane) * Hash.WORDS;
      int above = 1;
      for (int i = 0; i < 16; i++) {
        int word = hashes[both + i];
        unit.put(Lanes.BLOCK + i * Lanes.COUNT + lane, above << 24 | word >>> 8);
        above = word;
        if (i < Hash.WORDS) {
          unit.put(Lanes.STATE + i * Lanes.COUNT + lane, INITIAL[i]);
        }
      }
    }
    unit.run();
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      int last = hashes[2 * (at + lane) * Hash.WORDS + 15];
      for (int i = 0; i < 16; i++) {
        int word = i == 0 ? last << 24 | 0x800000 : i < 15 ? 0 : 65 * 8;
        unit.put(Lanes.BLOCK + i * Lanes.COUNT + lane, word);
      }
    }
    unit.run();
    take(unit, Lanes.COUNT, hashes, at);
  }

  /** The digests that so many lanes have come to, side by side, at the place {@code at} on. */
  static void take(Lanes unit, int count, int[] hashes, int at) {
    for (int i = 0; i < count * Hash.WORDS; i++) {
      int place = Lanes.STATE + i % Hash.WORDS * Lanes.COUNT + i / Hash.WORDS;
      hashes[at * Hash.WORDS + i] = unit.get(place);
    }
  }

  /** The same for two hashes side by side in {@code both}; the node's goes to {@code out}. */
  public void node(int[] both, int from, int[] out, int at) {
    int[] words = block;
    int above = 1;
    for (int i = 0; i < 16; i++) {
      int word = both[from + i];
      words[i] = above << 24 | word >>> 8;
      above = word;
    }
    Compression.run(INITIAL, 0, words, 0, state, 0);
    Arrays.fill(words, 0);
    words[0] = above << 24 | 0x800000;
    words[15] = 65 * 8;
    Compression.run(state, 0, words, 0, out, at);
  }
}
