package dev.soulgraph.browser.build.wasm;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Makes a module that compresses four blocks at once as SHA-256 does, each in a lane of 32 bits of
 * the vectors, for Java's compiler knows no vectors. How its memory lies is told by {@code
 * codec/Lanes.java}; behind the sixteen words of the blocks come the forty-eight that follow from
 * them. Rounds are looped over, for the file is loaded by every page.
 */
public final class FourHashes {
  private static final int I32 = 0x7f;
  private static final int V128 = 0x7b;
  private static final int VECTOR_BYTES = 16;
  private static final int CONSTANTS_BYTES = 64 * Integer.BYTES;
  private static final int STATE = CONSTANTS_BYTES;
  private static final int BLOCK = STATE + 8 * VECTOR_BYTES;

  // Instructions; those of vectors have a prefix.
  private static final int LOOP = 0x03;
  private static final int END = 0x0b;
  private static final int BRANCH_IF = 0x0d;
  private static final int GET = 0x20;
  private static final int SET = 0x21;
  private static final int TEE = 0x22;
  private static final int CONSTANT = 0x41;
  private static final int BELOW = 0x49;
  private static final int PLUS = 0x6a;
  private static final int MINUS = 0x6b;
  private static final int VECTOR = 0xfd;
  private static final int LOAD = 0x00;
  private static final int LOAD_INTO_EACH = 0x09;
  private static final int STORE = 0x0b;
  private static final int OR = 0x50;
  private static final int XOR = 0x51;
  private static final int SELECT = 0x52;
  private static final int SHIFT_LEFT = 0xab;
  private static final int SHIFT_RIGHT = 0xad;
  private static final int ADD = 0xae;

  // Locals: where the memory begins, a pointer to words, one to constants, a to h, two more
  // vectors.
  private static final int BEGIN = 0;
  private static final int WORDS = 1;
  private static final int CONSTANTS = 2;
  private static final int A = 3;
  private static final int B = A + 1;
  private static final int C = A + 2;
  private static final int D = A + 3;
  private static final int E = A + 4;
  private static final int F = A + 5;
  private static final int G = A + 6;
  private static final int H = A + 7;
  private static final int X = A + 8;
  private static final int Y = A + 9;

  private static final int CUSTOM_SECTION = 0;

  private final Output code = new Output();

  private FourHashes() {}

  /**
   * A compiled module that carries this one in a section named {@code lanes}, if it imports
   * anything of it: there it costs a page less than as text.
   */
  public static byte[] within(byte[] wasm) {
    byte[] name = new Output().part("lanes".getBytes(StandardCharsets.UTF_8)).toBytes();
    if (!new String(wasm, StandardCharsets.ISO_8859_1)
        .contains(new String(name, StandardCharsets.ISO_8859_1))) {
      return wasm;
    }
    byte[] section = new Output().raw(name).raw(module()).toBytes();
    return new Output().raw(wasm).octet(CUSTOM_SECTION).part(section).toBytes();
  }

  /** Imports {@code env.memory} and exports {@code run}, which is told where in it to work. */
  public static byte[] module() {
    var out = new Output().raw(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    var type = new Output().number(1).octet(0x60).number(1).octet(I32).number(0);
    var memory = new Output().number(1).part(text("env")).part(text("memory"));
    var body = new Output().part(new FourHashes().body());
    return out.octet(Program.TYPES)
        .part(type.toBytes())
        .octet(Program.IMPORTS)
        .part(memory.octet(2).number(0).number(0).toBytes())
        .octet(Program.FUNCTIONS)
        .part(new byte[] {1, 0})
        .octet(Program.EXPORTS)
        .part(new Output().number(1).part(text("run")).octet(0).number(0).toBytes())
        .octet(Program.CODE)
        .part(new Output().number(1).raw(body.toBytes()).toBytes())
        .toBytes();
  }

  private static byte[] text(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] body() {
    code.number(2).number(2).octet(I32).number(Y - A + 1).octet(V128);
    schedule();
    eachState(this::load);
    rounds();
    eachState(this::addAndStore);
    return code.octet(END).toBytes();
  }

  /** W[t] = σ1(W[t − 2]) + W[t − 7] + σ0(W[t − 15]) + W[t − 16], for t from 16 to 63. */
  private void schedule() {
    get(BEGIN).set(WORDS).loop();
    get(WORDS).word(0).word(9).vector(ADD).word(1).set(X).sigma(7, 18, 3).vector(ADD);
    word(14).set(X).sigma(17, 19, 10).vector(ADD).memory(STORE, BLOCK + 16 * VECTOR_BYTES, 4);
    next(WORDS, VECTOR_BYTES, 48);
  }

  private void rounds() {
    get(BEGIN).set(WORDS).get(BEGIN).set(CONSTANTS).loop();
    get(H).sum(E, 6, 11, 25).vector(ADD).get(F).get(G).get(E).vector(SELECT).vector(ADD);
    get(CONSTANTS).memory(LOAD_INTO_EACH, 0, 2).vector(ADD).word(0).vector(ADD).tee(X);
    get(D).vector(ADD).set(Y);
    // The majority of a, b and c: c where a and b differ, else b.
    get(X).sum(A, 2, 13, 22).vector(ADD).get(C).get(B).get(A).get(B).vector(XOR).vector(SELECT);
    vector(ADD).set(X).get(G).set(H).get(F).set(G).get(E).set(F).get(Y).set(E);
    get(C).set(D).get(B).set(C).get(A).set(B).get(X).set(A);
    get(WORDS).constant(VECTOR_BYTES).plain(PLUS).set(WORDS);
    next(CONSTANTS, Integer.BYTES, 64);
  }

  private void eachState(IntConsumer step) {
    IntStream.range(0, 8).forEach(step);
  }

  private void load(int i) {
    get(BEGIN).memory(LOAD, STATE + i * VECTOR_BYTES, 4).set(A + i);
  }

  private void addAndStore(int i) {
    get(BEGIN).get(BEGIN).memory(LOAD, STATE + i * VECTOR_BYTES, 4).get(A + i).vector(ADD);
    memory(STORE, STATE + i * VECTOR_BYTES, 4);
  }

  private FourHashes loop() {
    return plain(LOOP).plain(0x40);
  }

  /** Steps a pointer, and does the loop again until that has been done so often. */
  private void next(int pointer, int step, int times) {
    get(pointer).constant(step).plain(PLUS).tee(pointer).get(BEGIN).plain(MINUS);
    constant(step * times).plain(BELOW).plain(BRANCH_IF).plain(0).plain(END);
  }

  /** The word so many after the one pointed to. */
  private FourHashes word(int ahead) {
    return get(WORDS).memory(LOAD, BLOCK + ahead * VECTOR_BYTES, 4);
  }

  /** Two rotations and a shift of X, as the schedule has them. */
  private FourHashes sigma(int first, int second, int shift) {
    rotated(X, first).rotated(X, second).vector(XOR);
    return get(X).constant(shift).vector(SHIFT_RIGHT).vector(XOR);
  }

  /** Three rotations, as the rounds have them. */
  private FourHashes sum(int local, int first, int second, int third) {
    rotated(local, first).rotated(local, second).vector(XOR);
    return rotated(local, third).vector(XOR);
  }

  private FourHashes rotated(int local, int right) {
    get(local).constant(right).vector(SHIFT_RIGHT);
    return get(local).constant(32 - right).vector(SHIFT_LEFT).vector(OR);
  }

  private FourHashes get(int local) {
    return plain(GET).plain(local);
  }

  private FourHashes set(int local) {
    return plain(SET).plain(local);
  }

  private FourHashes tee(int local) {
    return plain(TEE).plain(local);
  }

  private FourHashes constant(int value) {
    code.octet(CONSTANT).signed(value);
    return this;
  }

  private FourHashes plain(int octet) {
    code.octet(octet);
    return this;
  }

  private FourHashes vector(int instruction) {
    code.octet(VECTOR).number(instruction);
    return this;
  }

  private FourHashes memory(int instruction, int offset, int alignment) {
    vector(instruction);
    code.number(alignment).number(offset);
    return this;
  }
}
