package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instruction with what makes the values that it takes, and for a block what is in it. Changed
 * in place.
 */
final class Node {
  /** Does nothing. Its inputs are a value, and what is done after it was made. */
  private static final Instruction SEQUENCE = Instruction.plain(Instruction.NOP);

  Instruction instruction;
  final List<Node> inputs;

  /** A block's content; an {@code if} with an {@code else} has two. */
  final List<List<Node>> bodies = new ArrayList<>();

  /** The blocks that its labels mean; null is the function. */
  final List<@Nullable Node> targets = new ArrayList<>();

  /** Whether it leaves a value. */
  boolean value;

  Node(Instruction instruction, List<Node> inputs, boolean value) {
    this.instruction = instruction;
    this.inputs = new ArrayList<>(inputs);
    this.value = value;
  }

  static Node sequence(List<Node> parts) {
    return new Node(SEQUENCE, parts, true);
  }

  int opcode() {
    return instruction.opcode();
  }

  boolean is(int opcode) {
    return instruction.opcode() == opcode;
  }

  boolean isLocal(int opcode, int local) {
    return instruction.opcode() == opcode && instruction.index() == local;
  }

  boolean isSequence() {
    return is(Instruction.NOP);
  }

  /** Takes the other's place, which is not to be used any more. */
  void become(Node other) {
    instruction = other.instruction;
    value = other.value;
    replace(inputs, other.inputs);
    replace(bodies, other.bodies);
    replace(targets, other.targets);
    bodies.forEach(body -> retarget(body, other, this));
  }

  private static <T extends @Nullable Object> void replace(List<T> list, List<T> others) {
    List<T> copy = new ArrayList<>(others);
    list.clear();
    list.addAll(copy);
  }

  /** Lets branches to one block go to another. */
  static void retarget(List<Node> nodes, Node from, Node to) {
    for (Node node : nodes) {
      node.targets.replaceAll(each -> each == from ? to : each);
      retarget(node.inputs, from, to);
      node.bodies.forEach(body -> retarget(body, from, to));
    }
  }
}
