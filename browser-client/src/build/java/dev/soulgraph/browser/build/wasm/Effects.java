package dev.soulgraph.browser.build.wasm;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What instructions depend on and change, so that one can be told to come before another or not.
 */
final class Effects {
  private static final List<Integer> MEMORY = List.of();

  private final Program program;
  private final Set<List<Integer>> reads = new HashSet<>();
  private final Set<List<Integer>> writes = new HashSet<>();
  private final BitSet localsRead = new BitSet();
  private final BitSet localsWritten = new BitSet();

  /** Reads, writes and throws whatever it likes. */
  private boolean calls;

  /** May end the whole computation, which then has failed: in which order doesn't matter. */
  private boolean traps;

  private boolean leaves;

  Effects(Program program) {
    this.program = program;
  }

  /** Of the node and all within it. */
  Effects addAll(Node node) {
    node.inputs.forEach(this::addAll);
    node.bodies.forEach(body -> body.forEach(this::addAll));
    return add(node);
  }

  /** Of the node alone. */
  Effects add(Node node) {
    Instruction each = node.instruction;
    int opcode = each.opcode();
    leaves |= !node.targets.isEmpty() || each.neverGoesOn();
    switch (opcode) {
      case Instruction.LOCAL_GET -> localsRead.set(each.index());
      case Instruction.LOCAL_SET, Instruction.LOCAL_TEE -> localsWritten.set(each.index());
      case Instruction.GLOBAL_GET -> {
        if (program.changes(each.index())) {
          reads.add(List.of(each.index()));
        }
      }
      case Instruction.GLOBAL_SET -> writes.add(List.of(each.index()));
      case Instruction.CALL, Instruction.CALL_REF, 0x3f, 0x40 -> calls = true;
      case 0x6d, 0x6e, 0x6f, 0x70, 0x7f, 0x80, 0x81, 0x82, 0xd4 -> traps = true;
      default -> {
        if (opcode >= 0xa8 && opcode <= 0xb1) { // numbers that don't fit
          traps = true;
        } else if (opcode >= 0x28 && opcode <= 0x3e) {
          (opcode < 0x36 ? reads : writes).add(MEMORY);
          traps = true;
        } else if (opcode > 0xff) {
          addPrefixed(each);
        }
      }
    }
    return this;
  }

  private void addPrefixed(Instruction each) {
    Input operands = each.operands();
    switch (each.opcode()) {
      case Instruction.STRUCT_NEW, Instruction.STRUCT_NEW_DEFAULT, 0xfb08, 0xfb14, 0xfb15 -> {}
      case 0xfb1a, 0xfb1b, 0xfb1c -> {}
      case Instruction.STRUCT_GET, 0xfb03, 0xfb04 -> {
        reads.add(field(operands));
        traps = true;
      }
      case Instruction.STRUCT_SET -> {
        writes.add(field(operands));
        traps = true;
      }
      case 0xfb0b, 0xfb0c, 0xfb0d -> {
        reads.add(List.of(operands.number(), -1));
        traps = true;
      }
      case 0xfb0e -> {
        writes.add(List.of(operands.number(), -1));
        traps = true;
      }
      case 0xfb06, 0xfb07, 0xfb0f, 0xfb16, 0xfb17, 0xfb18, 0xfb19, 0xfb1d, 0xfb1e -> traps = true;
      default -> calls = true;
    }
  }

  /** The type that brought it in, and its number. */
  private List<Integer> field(Input operands) {
    int struct = operands.number();
    int field = operands.number();
    return List.of(program.types.declaring(struct, field), field);
  }

  /** Whether nobody would know if it was not done. */
  boolean isFree() {
    return !changes() && localsWritten.isEmpty() && !traps && !leaves;
  }

  boolean reads(int local) {
    return localsRead.get(local);
  }

  boolean setsLocals() {
    return !localsWritten.isEmpty();
  }

  boolean leaves() {
    return leaves;
  }

  /** Whether it may go on elsewhere than after it. */
  boolean mayLeave() {
    return leaves || calls;
  }

  /** Whether it doesn't matter which of both comes first. */
  boolean commutesWith(Effects other) {
    return !before(other) && !other.before(this);
  }

  private boolean before(Effects other) {
    return localsWritten.intersects(other.localsRead)
        || localsWritten.intersects(other.localsWritten)
        || calls && (other.calls || other.traps || !other.reads.isEmpty() || other.changes())
        || leaves && !other.isFree()
        || !Collections.disjoint(writes, other.reads)
        || !Collections.disjoint(writes, other.writes);
  }

  private boolean changes() {
    return calls || !writes.isEmpty();
  }
}
