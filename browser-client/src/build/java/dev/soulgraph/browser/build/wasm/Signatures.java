package dev.soulgraph.browser.build.wasm;

import java.util.List;

/** How many values instructions take from the stack, and how many they leave there. */
final class Signatures {
  /** Values that are taken, and values that are left. */
  record Signature(int taken, int left) {}

  private static final Signature MAKES = new Signature(0, 1);
  private static final Signature CHANGES = new Signature(1, 1);
  private static final Signature JOINS = new Signature(2, 1);

  private final Program program;

  Signatures(Program program) {
    this.program = program;
  }

  /** Of a block: how many values it takes and leaves. */
  Signature block(Instruction block) {
    int code = block.operands().signed();
    return code >= 0 ? function(code, 0) : new Signature(0, code == -0x40 ? 0 : 1);
  }

  /** Whether it leaves one value at most, and as a block takes none. */
  boolean isSingle(Instruction each) {
    return switch (each.opcode()) {
      case Instruction.CALL, Instruction.CALL_REF -> of(each, 0, 0).left <= 1;
      case 0xd5, 0xd6 -> false;
      default -> !each.opensBlock() || block(each).left <= 1 && block(each).taken == 0;
    };
  }

  /** Of a function type, with so many values more taken. */
  private Signature function(int type, int more) {
    Types.Type found = program.types.get(type);
    return new Signature(found.inputs().size() + more, found.results().size());
  }

  /**
   * Of anything but what opens or closes a block.
   *
   * @param label how many values its first label takes
   * @param results how many values the function leaves
   */
  Signature of(Instruction each, int label, int results) {
    int opcode = each.opcode();
    return switch (opcode) {
      case 0x00, 0x01 -> new Signature(0, 0);
      case Instruction.THROW -> new Signature(program.tagParameters(each.operands().number()), 0);
      case Instruction.BR -> new Signature(label, 0);
      case Instruction.BR_IF -> new Signature(label + 1, label);
      case Instruction.BR_TABLE -> new Signature(label + 1, 0);
      case Instruction.RETURN -> new Signature(results, 0);
      case Instruction.CALL -> function(program.typeOfFunction(each.index()), 0);
      case Instruction.CALL_REF -> function(each.operands().number(), 1);
      case Instruction.THROW_REF, Instruction.DROP, Instruction.LOCAL_SET, Instruction.GLOBAL_SET ->
          new Signature(1, 0);
      case 0x1b -> new Signature(3, 1);
      case Instruction.LOCAL_GET,
          Instruction.GLOBAL_GET,
          0x3f,
          0x41,
          0x42,
          0x43,
          0x44,
          Instruction.REF_NULL,
          Instruction.REF_FUNC ->
          MAKES;
      case 0x45, 0x50, 0x40, 0xd1, 0xd4, Instruction.LOCAL_TEE -> CHANGES;
      case 0xd3 -> JOINS;
      case 0xd5 -> new Signature(label + 1, label + 1);
      case 0xd6 -> new Signature(label, label - 1);
      default -> opcode > 0xff ? prefixed(each, label) : number(opcode);
    };
  }

  /** Of what loads, stores and calculates. */
  private static Signature number(int opcode) {
    if (opcode >= 0x36 && opcode <= 0x3e) {
      return new Signature(2, 0);
    }
    boolean joins =
        opcode >= 0x46 && opcode <= 0x66
            || opcode >= 0x6a && opcode <= 0x78
            || opcode >= 0x7c && opcode <= 0x8a
            || opcode >= 0x92 && opcode <= 0x98
            || opcode >= 0xa0 && opcode <= 0xa6;
    return joins ? JOINS : CHANGES;
  }

  private Signature prefixed(Instruction each, int label) {
    Input operands = each.operands();
    return switch (each.opcode()) {
      case Instruction.STRUCT_NEW -> {
        List<String> fields = program.types.get(operands.number()).inputs();
        yield new Signature(fields.size(), 1);
      }
      case Instruction.STRUCT_NEW_DEFAULT -> MAKES;
      case Instruction.STRUCT_SET -> new Signature(2, 0);
      case 0xfb06, 0xfb09, 0xfb0a, 0xfb0b, 0xfb0c, 0xfb0d -> JOINS;
      case 0xfb08 -> {
        operands.passNumber();
        yield new Signature(operands.number(), 1);
      }
      case 0xfb0e, 0xfc0a, 0xfc0b -> new Signature(3, 0);
      case 0xfb10, 0xfb12, 0xfb13 -> new Signature(4, 0);
      case 0xfb11 -> new Signature(5, 0);
      case 0xfb18, 0xfb19 -> new Signature(label, label);
      default -> CHANGES;
    };
  }
}
