package dev.soulgraph.codec;

import dev.soulgraph.graph.Hash;

/**
 * SHA-256 (FIPS 180-4) on words. Ours, because hashing is nine tenths of what a commit costs and
 * has to run the same, and fast, on the JVM, as Wasm and as JavaScript.
 *
 * <p>The sixteen schedule words and the eight working variables are locals, sixteen rounds are
 * unrolled, and these are looped over four times: as fast as unrolling all sixty-four, while the
 * method stays below the 8,000 bytecodes past which HotSpot never compiles it.
 */
public final class Sha256 {
  public static final int BLOCK_BYTES = 64;

  private static final int[] INITIAL = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private final int[] state = new int[Hash.WORDS];
  private final int[] block = new int[16];
  private int filled;
  private long total;

  public Sha256() {
    reset();
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
    total += length;
    int at = from;
    int end = from + length;
    while (at < end && (filled & 3) != 0) {
      putByte(bytes[at++]);
    }
    while (end - at >= 4) {
      block[filled >> 2] =
          bytes[at] << 24
              | (bytes[at + 1] & 255) << 16
              | (bytes[at + 2] & 255) << 8
              | bytes[at + 3] & 255;
      at += 4;
      filled += 4;
      flushFull();
    }
    while (at < end) {
      putByte(bytes[at++]);
    }
    return this;
  }

  private void putByte(int value) {
    int word = filled >> 2;
    block[word] = (filled & 3) == 0 ? value << 24 : block[word] | (value & 255) << shift();
    filled++;
    flushFull();
  }

  private int shift() {
    return 24 - (filled & 3) * 8;
  }

  private void flushFull() {
    if (filled == BLOCK_BYTES) {
      compress(state, 0, block, 0, state, 0);
      filled = 0;
    }
  }

  /** The digest; the object is spent until {@link #reset}. */
  public Hash finish() {
    long bits = total * 8;
    putByte(0x80);
    while (filled != BLOCK_BYTES - 8) {
      if ((filled & 3) == 0 && filled < BLOCK_BYTES - 8) {
        block[filled >> 2] = 0;
        filled += 4;
      } else {
        putByte(0);
      }
    }
    block[14] = (int) (bits >>> 32);
    block[15] = (int) bits;
    compress(state, 0, block, 0, state, 0);
    return new Hash(state, 0);
  }

  public static Hash of(byte[] bytes) {
    return new Sha256().update(bytes).finish();
  }

  /** The RFC 6962 node hash SHA-256(0x01 ‖ left ‖ right). */
  public static Hash ofNode(Hash left, Hash right) {
    int[] in = new int[16];
    left.words(in, 0);
    right.words(in, 8);
    int[] words = new int[32];
    words[0] = 0x01000000 | in[0] >>> 8;
    for (int i = 1; i < 16; i++) {
      words[i] = in[i - 1] << 24 | in[i] >>> 8;
    }
    words[16] = in[15] << 24 | 0x800000;
    words[31] = 65 * 8;
    int[] state = new int[Hash.WORDS];
    compress(INITIAL, 0, words, 0, state, 0);
    compress(state, 0, words, 16, state, 0);
    return new Hash(state, 0);
  }

  /**
   * One compression: {@code out} = f({@code in}, 16 words at {@code from}); they may be the same.
   */
  static void compress(int[] in, int inAt, int[] words, int from, int[] out, int outAt) {
    int w0 = words[from];
    int w1 = words[from + 1];
    int w2 = words[from + 2];
    int w3 = words[from + 3];
    int w4 = words[from + 4];
    int w5 = words[from + 5];
    int w6 = words[from + 6];
    int w7 = words[from + 7];
    int w8 = words[from + 8];
    int w9 = words[from + 9];
    int w10 = words[from + 10];
    int w11 = words[from + 11];
    int w12 = words[from + 12];
    int w13 = words[from + 13];
    int w14 = words[from + 14];
    int w15 = words[from + 15];
    int a = in[inAt];
    int b = in[inAt + 1];
    int c = in[inAt + 2];
    int d = in[inAt + 3];
    int e = in[inAt + 4];
    int f = in[inAt + 5];
    int g = in[inAt + 6];
    int h = in[inAt + 7];
    int[] k = K;
    for (int t = 0; ; t += 16) {
      h += sum1(e) + (g ^ e & (f ^ g)) + k[t] + w0;
      d += h;
      h += sum0(a) + (a & b ^ c & (a ^ b));
      g += sum1(d) + (f ^ d & (e ^ f)) + k[t + 1] + w1;
      c += g;
      g += sum0(h) + (h & a ^ b & (h ^ a));
      f += sum1(c) + (e ^ c & (d ^ e)) + k[t + 2] + w2;
      b += f;
      f += sum0(g) + (g & h ^ a & (g ^ h));
      e += sum1(b) + (d ^ b & (c ^ d)) + k[t + 3] + w3;
      a += e;
      e += sum0(f) + (f & g ^ h & (f ^ g));
      d += sum1(a) + (c ^ a & (b ^ c)) + k[t + 4] + w4;
      h += d;
      d += sum0(e) + (e & f ^ g & (e ^ f));
      c += sum1(h) + (b ^ h & (a ^ b)) + k[t + 5] + w5;
      g += c;
      c += sum0(d) + (d & e ^ f & (d ^ e));
      b += sum1(g) + (a ^ g & (h ^ a)) + k[t + 6] + w6;
      f += b;
      b += sum0(c) + (c & d ^ e & (c ^ d));
      a += sum1(f) + (h ^ f & (g ^ h)) + k[t + 7] + w7;
      e += a;
      a += sum0(b) + (b & c ^ d & (b ^ c));
      h += sum1(e) + (g ^ e & (f ^ g)) + k[t + 8] + w8;
      d += h;
      h += sum0(a) + (a & b ^ c & (a ^ b));
      g += sum1(d) + (f ^ d & (e ^ f)) + k[t + 9] + w9;
      c += g;
      g += sum0(h) + (h & a ^ b & (h ^ a));
      f += sum1(c) + (e ^ c & (d ^ e)) + k[t + 10] + w10;
      b += f;
      f += sum0(g) + (g & h ^ a & (g ^ h));
      e += sum1(b) + (d ^ b & (c ^ d)) + k[t + 11] + w11;
      a += e;
      e += sum0(f) + (f & g ^ h & (f ^ g));
      d += sum1(a) + (c ^ a & (b ^ c)) + k[t + 12] + w12;
      h += d;
      d += sum0(e) + (e & f ^ g & (e ^ f));
      c += sum1(h) + (b ^ h & (a ^ b)) + k[t + 13] + w13;
      g += c;
      c += sum0(d) + (d & e ^ f & (d ^ e));
      b += sum1(g) + (a ^ g & (h ^ a)) + k[t + 14] + w14;
      f += b;
      b += sum0(c) + (c & d ^ e & (c ^ d));
      a += sum1(f) + (h ^ f & (g ^ h)) + k[t + 15] + w15;
      e += a;
      a += sum0(b) + (b & c ^ d & (b ^ c));
      if (t == 48) {
        break;
      }
      w0 += mix0(w1) + w9 + mix1(w14);
      w1 += mix0(w2) + w10 + mix1(w15);
      w2 += mix0(w3) + w11 + mix1(w0);
      w3 += mix0(w4) + w12 + mix1(w1);
      w4 += mix0(w5) + w13 + mix1(w2);
      w5 += mix0(w6) + w14 + mix1(w3);
      w6 += mix0(w7) + w15 + mix1(w4);
      w7 += mix0(w8) + w0 + mix1(w5);
      w8 += mix0(w9) + w1 + mix1(w6);
      w9 += mix0(w10) + w2 + mix1(w7);
      w10 += mix0(w11) + w3 + mix1(w8);
      w11 += mix0(w12) + w4 + mix1(w9);
      w12 += mix0(w13) + w5 + mix1(w10);
      w13 += mix0(w14) + w6 + mix1(w11);
      w14 += mix0(w15) + w7 + mix1(w12);
      w15 += mix0(w0) + w8 + mix1(w13);
    }
    out[outAt] = in[inAt] + a;
    out[outAt + 1] = in[inAt + 1] + b;
    out[outAt + 2] = in[inAt + 2] + c;
    out[outAt + 3] = in[inAt + 3] + d;
    out[outAt + 4] = in[inAt + 4] + e;
    out[outAt + 5] = in[inAt + 5] + f;
    out[outAt + 6] = in[inAt + 6] + g;
    out[outAt + 7] = in[inAt + 7] + h;
  }

  private static int sum0(int x) {
    return (x >>> 2 | x << 30) ^ (x >>> 13 | x << 19) ^ (x >>> 22 | x << 10);
  }

  private static int sum1(int x) {
    return (x >>> 6 | x << 26) ^ (x >>> 11 | x << 21) ^ (x >>> 25 | x << 7);
  }

  private static int mix0(int x) {
    return (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
  }

  private static int mix1(int x) {
    return (x >>> 17 | x << 15) ^ (x >>> 19 | x << 13) ^ x >>> 10;
  }
}
