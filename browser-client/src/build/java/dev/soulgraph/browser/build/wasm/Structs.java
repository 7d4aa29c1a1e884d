package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.List;

/** Makes structs of the values that are written into them as soon as they are made. */
final class Structs {
  private final Program program;
  private boolean changed;

  private Structs(Program program) {
    this.program = program;
  }

  /** Whether any struct was. */
  static boolean fill(Program program, List<Node> body) {
    var structs = new Structs(program);
    structs.fillIn(body);
    return structs.changed;
  }

  private void fillIn(List<Node> body) {
    for (int i = 0; i < body.size(); i++) {
      Node node = body.get(i);
      fillWithin(node);
      if (node.is(Instruction.STRUCT_SET)) {
        Node target = node.inputs.get(0);
        if (target.is(Instruction.LOCAL_TEE) && isMade(target.inputs.get(0))) {
          fillTeed(body, i, target);
          node = body.get(i);
        }
      }
      if (node.is(Instruction.LOCAL_SET) && isMade(node.inputs.get(0))) {
        while (i + 1 < body.size() && fill(node, body.get(i + 1))) {
          body.remove(i + 1);
          changed = true;
        }
      }
    }
  }

  private void fillWithin(Node node) {
    node.inputs.forEach(this::fillWithin);
    node.bodies.forEach(this::fillIn);
  }

  /** Sets the local before, where the write then follows. */
  private static void fillTeed(List<Node> body, int i, Node tee) {
    int local = tee.instruction.index();
    Node made = tee.inputs.get(0);
    body.add(i, new Node(Instruction.indexed(Instruction.LOCAL_SET, local), List.of(made), false));
    tee.become(new Node(Instruction.indexed(Instruction.LOCAL_GET, local), List.of(), true));
  }

  private static boolean isMade(Node node) {
    return node.is(Instruction.STRUCT_NEW) || node.is(Instruction.STRUCT_NEW_DEFAULT);
  }

  /** Whether the write is to the struct that the local was set to, and can be done before. */
  private boolean fill(Node set, Node write) {
    int local = set.instruction.index();
    if (!write.is(Instruction.STRUCT_SET)
        || !write.inputs.get(0).isLocal(Instruction.LOCAL_GET, local)) {
      return false;
    }
    Node made = set.inputs.get(0);
    Node value = write.inputs.get(1);
    int struct = made.instruction.operands().number();
    List<Node> values = made.is(Instruction.STRUCT_NEW) ? made.inputs : zeros(struct);
    Input operands = write.instruction.operands();
    operands.passNumber();
    int field = operands.number();
    Effects effects = new Effects(program).addAll(value);
    var later = new Effects(program);
    values.subList(field + 1, values.size()).forEach(later::addAll);
    boolean movable =
        !effects.reads(local)
            && !effects.leaves()
            && effects.commutesWith(later)
            && new Effects(program).addAll(values.get(field)).isFree();
    if (movable) {
      List<Node> filled = new ArrayList<>(values);
      filled.set(field, value);
      made.become(new Node(Instruction.plain(Instruction.STRUCT_NEW, struct), filled, true));
    }
    return movable;
  }

  private List<Node> zeros(int struct) {
    return program.types.get(struct).inputs().stream()
        .map(type -> new Node(program.types.zero(type), List.of(), true))
        .toList();
  }
}
