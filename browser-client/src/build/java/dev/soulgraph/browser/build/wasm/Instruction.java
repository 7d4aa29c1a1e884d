package dev.soulgraph.browser.build.wasm;

/**
 * An instruction, as far as it matters here.
 *
 * @param opcode for those behind a prefix, the prefix times 256 and the second number
 * @param index of the local, function or global, else -1
 * @param labels where it may go to, as numbers of enclosing blocks outwards; a {@code try_table}'s
 *     are those of its handlers
 * @param bytes its encoding; without the index, where there is one
 */
record Instruction(int opcode, int index, int[] labels, byte[] bytes) {
  static final int UNREACHABLE = 0x00;
  static final int NOP = 0x01;
  static final int BLOCK = 0x02;
  static final int LOOP = 0x03;
  static final int IF = 0x04;
  static final int ELSE = 0x05;
  static final int THROW = 0x08;
  static final int THROW_REF = 0x0a;
  static final int END = 0x0b;
  static final int BR = 0x0c;
  static final int BR_IF = 0x0d;
  static final int BR_TABLE = 0x0e;
  static final int RETURN = 0x0f;
  static final int CALL = 0x10;
  static final int CALL_REF = 0x14;
  static final int DROP = 0x1a;
  static final int TRY_TABLE = 0x1f;
  static final int LOCAL_GET = 0x20;
  static final int LOCAL_SET = 0x21;
  static final int LOCAL_TEE = 0x22;
  static final int GLOBAL_GET = 0x23;
  static final int GLOBAL_SET = 0x24;
  static final int I32_CONST = 0x41;
  static final int I32_EQZ = 0x45;
  static final int REF_NULL = 0xd0;
  static final int REF_FUNC = 0xd2;
  static final int STRUCT_NEW = 0xfb00;
  static final int STRUCT_NEW_DEFAULT = 0xfb01;

  /** The two after it read fields that are shorter than a number. */
  static final int STRUCT_GET = 0xfb02;

  static final int STRUCT_SET = 0xfb05;

  private static final int[] NO_LABELS = {};

  static Instruction read(Input in) {
    int start = in.position();
    int opcode = in.octet();
    if (hasIndex(opcode)) {
      return indexed(opcode, in.number());
    }
    int[] labels = NO_LABELS;
    switch (opcode) {
      case BLOCK, LOOP, IF -> in.passType();
      case TRY_TABLE -> {
        in.passType();
        labels = handlers(in);
      }
      case BR, 0x0d, 0xd5, 0xd6 -> labels = new int[] {in.number()};
      case BR_TABLE -> {
        labels = new int[in.number() + 1];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = in.number();
        }
      }
      case THROW, 0x14, 0x41, 0x42, 0xd0, 0x3f, 0x40 -> in.passNumber();
      case 0x43 -> in.pass(4);
      case 0x44 -> in.pass(8);
      case 0xfb -> {
        opcode = 0xfb00 + in.number();
        labels = passGarbageCollected(in, opcode);
      }
      case 0xfc -> {
        opcode = 0xfc00 + in.number();
        require(opcode <= 0xfc07 || opcode == 0xfc0a || opcode == 0xfc0b, opcode);
        in.pass(opcode == 0xfc0a ? 2 : opcode == 0xfc0b ? 1 : 0);
      }
      default -> {
        if (opcode >= 0x28 && opcode <= 0x3e) {
          in.passNumber();
          in.passNumber();
        } else {
          require(isPlain(opcode), opcode);
        }
      }
    }
    return new Instruction(opcode, -1, labels, in.since(start));
  }

  static Instruction indexed(int opcode, int index) {
    return new Instruction(opcode, index, NO_LABELS, new byte[] {(byte) opcode});
  }

  /** One without index and labels. */
  static Instruction plain(int opcode, int... numbers) {
    var out = new Output();
    if (opcode > 0xff) {
      out.octet(opcode >> 8);
    }
    out.octet(opcode & 0xff);
    for (int each : numbers) {
      out.number(each);
    }
    return new Instruction(opcode, -1, NO_LABELS, out.toBytes());
  }

  static Instruction drop() {
    return plain(DROP);
  }

  /** What follows its opcode. */
  Input operands() {
    var in = new Input(bytes);
    in.pass(opcode > 0xff ? 2 : 1); // below 0x80, so of one byte behind its prefix
    return in;
  }

  boolean isFieldGet() {
    return opcode >= STRUCT_GET && opcode < STRUCT_SET;
  }

  boolean isLocal() {
    return opcode >= LOCAL_GET && opcode <= LOCAL_TEE;
  }

  boolean namesFunction() {
    return opcode == CALL || opcode == REF_FUNC;
  }

  boolean namesGlobal() {
    return opcode == GLOBAL_GET || opcode == GLOBAL_SET;
  }

  Instruction withIndex(int other) {
    return indexed(opcode, other);
  }

  /** The same with another code of one byte. */
  Instruction withOpcode(int other) {
    byte[] changed = bytes.clone();
    changed[0] = (byte) other;
    return new Instruction(other, index, labels, changed);
  }

  /** The same, to other labels. */
  Instruction withLabels(int[] others) {
    var out = new Output();
    Input operands = operands();
    out.raw(operands.since(0));
    switch (opcode) {
      case BR_TABLE -> out.number(others.length - 1);
      case TRY_TABLE -> {
        int start = operands.position();
        operands.passType();
        out.raw(operands.since(start));
        return withHandlers(operands, others, out);
      }
      case 0xfb18, 0xfb19 -> out.octet(operands.octet());
      default -> {}
    }
    for (int label : others) {
      out.number(label);
    }
    if (opcode > 0xff) {
      operands.passNumber();
      out.raw(operands.rest());
    }
    return new Instruction(opcode, -1, others, out.toBytes());
  }

  private Instruction withHandlers(Input operands, int[] others, Output out) {
    out.number(operands.number());
    for (int label : others) {
      int start = operands.position();
      if (operands.octet() < 2) {
        operands.passNumber();
      }
      out.raw(operands.since(start)).number(label);
      operands.passNumber();
    }
    return new Instruction(opcode, -1, others, out.toBytes());
  }

  void write(Output out) {
    out.raw(bytes);
    if (index >= 0) {
      out.number(index);
    }
  }

  boolean opensBlock() {
    return opcode >= BLOCK && opcode <= IF || opcode == TRY_TABLE;
  }

  /** Whether what follows is reached only by branches. */
  boolean neverGoesOn() {
    return switch (opcode) {
      case UNREACHABLE, THROW, THROW_REF, BR, BR_TABLE, RETURN -> true;
      default -> false;
    };
  }

  private static boolean hasIndex(int opcode) {
    return opcode >= LOCAL_GET && opcode <= GLOBAL_SET || opcode == CALL || opcode == REF_FUNC;
  }

  /** Without anything behind the opcode. */
  private static boolean isPlain(int opcode) {
    return opcode <= 0x01
        || opcode == ELSE
        || opcode == THROW_REF
        || opcode == END
        || opcode == RETURN
        || opcode == DROP
        || opcode == 0x1b
        || opcode >= 0x45 && opcode <= 0xc4
        || opcode == 0xd1
        || opcode == 0xd3
        || opcode == 0xd4;
  }

  private static int[] handlers(Input in) {
    var labels = new int[in.number()];
    for (int i = 0; i < labels.length; i++) {
      if (in.octet() < 2) {
        in.passNumber(); // the tag
      }
      labels[i] = in.number();
    }
    return labels;
  }

  private static int[] passGarbageCollected(Input in, int opcode) {
    switch (opcode & 0xff) {
      case 0, 1, 6, 7, 11, 12, 13, 14, 16, 20, 21, 22, 23 -> in.passNumber();
      case 2, 3, 4, 5, 8, 9, 10, 17, 18, 19 -> {
        in.passNumber();
        in.passNumber();
      }
      case 15, 26, 27, 28, 29, 30 -> {}
      case 24, 25 -> {
        in.pass(1);
        int[] labels = {in.number()};
        in.passNumber();
        in.passNumber();
        return labels;
      }
      default -> require(false, opcode);
    }
    return NO_LABELS;
  }

  private static void require(boolean known, int opcode) {
    if (!known) {
      throw new IllegalArgumentException(
          "an instruction is known: 0x" + Integer.toHexString(opcode));
    }
  }
}
