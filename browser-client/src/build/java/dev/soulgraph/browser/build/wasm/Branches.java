package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what runs when with fewer blocks and branches. TeaVM makes a block of each of Java's {@code
 * &&}, and two of each loop.
 */
final class Branches {
  private static final Instruction EQZ = Instruction.plain(Instruction.I32_EQZ);
  private static final int VOID = 0x40;

  /** In pairs: equal and not, less and not, more and not; for both sizes. */
  private static final List<Integer> OPPOSITES =
      List.of(
          0x46, 0x47, 0x48, 0x4e, 0x49, 0x4f, 0x4a, 0x4c, 0x4b, 0x4d, // of 32 bits
          0x51, 0x52, 0x53, 0x59, 0x54, 0x5a, 0x55, 0x57, 0x56, 0x58); // of 64

  private Branches() {}

  static void simplify(List<Node> body) {
    for (int i = 0; i < body.size(); i++) {
      Node node = body.get(i);
      if (node.instruction.neverGoesOn()) {
        body.subList(i + 1, body.size()).clear();
      }
      simplifyWithin(node);
      List<Node> simpler = simpler(node);
      if (!simpler.equals(List.of(node))) {
        body.remove(i);
        body.addAll(i, simpler);
        i--;
      }
    }
  }

  private static void simplifyWithin(Node node) {
    node.inputs.forEach(Branches::simplifyWithin);
    node.inputs.stream().filter(Branches::isUnmarked).forEach(Branches::splice);
    node.bodies.forEach(Branches::simplify);
    dropLast(node);
    choose(node);
    if (node.is(Instruction.BLOCK) && !node.value) {
      skip(node);
    }
    if (isCondition(node)) {
      Node condition = node.inputs.get(node.inputs.size() - 1);
      while (condition.is(Instruction.I32_EQZ) && condition.inputs.get(0).is(Instruction.I32_EQZ)) {
        condition.become(condition.inputs.get(0).inputs.get(0));
      }
    }
    if (node.is(Instruction.I32_EQZ)) {
      invert(node);
    }
  }

  /** Comparisons of whole numbers have each an opposite. */
  private static void invert(Node not) {
    Node compared = not.inputs.get(0);
    int at = OPPOSITES.indexOf(compared.opcode());
    if (at >= 0) {
      int opposite = OPPOSITES.get(at ^ 1);
      not.become(new Node(Instruction.plain(opposite), compared.inputs, true));
    }
  }

  private static boolean isUnmarked(Node node) {
    return node.is(Instruction.BLOCK) && count(node.bodies.get(0), node) == 0;
  }

  private static void splice(Node block) {
    List<Node> body = block.bodies.get(0);
    block.become(body.size() == 1 ? body.get(0) : Node.sequence(body));
  }

  /** A block that is a constant when something holds, and else another value. */
  private static void choose(Node node) {
    Node exit = exitWithConstant(node);
    if (exit != null) {
      List<Node> rest = node.bodies.get(0);
      rest.remove(0);
      node.instruction = node.instruction.withOpcode(Instruction.IF);
      node.inputs.add(exit.inputs.get(1));
      node.bodies.add(0, new ArrayList<>(List.of(exit.inputs.get(0))));
    }
  }

  private static boolean isCondition(Node node) {
    return node.is(Instruction.IF) || node.is(Instruction.BR_IF) || node.is(Instruction.I32_EQZ);
  }

  /** A branch from a block's last place to its end. */
  private static void dropLast(Node block) {
    if (block.value || block.is(Instruction.LOOP)) {
      return;
    }
    for (List<Node> body : block.bodies) {
      Node last = body.isEmpty() ? block : body.get(body.size() - 1);
      if (last.is(Instruction.BR) && last.targets.get(0) == block) {
        body.remove(body.size() - 1);
      }
    }
  }

  /** A block, or a loop in it, that begins with a way out becomes a condition. */
  private static void skip(Node block) {
    List<Node> body = block.bodies.get(0);
    Node first = body.isEmpty() ? block : body.get(0);
    if (isExit(first, block)) {
      body.remove(0);
      becomeIf(block, first.inputs.get(0));
    } else if (body.size() == 1 && first.is(Instruction.LOOP) && !first.value) {
      List<Node> looped = first.bodies.get(0);
      if (!looped.isEmpty() && isExit(looped.get(0), block)) {
        var rest = new Node(block.instruction, List.of(), false);
        Node exit = looped.remove(0);
        rest.bodies.add(new ArrayList<>(looped));
        Node.retarget(rest.bodies.get(0), block, rest);
        becomeIf(rest, exit.inputs.get(0));
        looped.clear();
        looped.add(rest);
        block.become(first);
      }
    }
  }

  private static boolean isExit(Node node, Node block) {
    return node.is(Instruction.BR_IF)
        && node.inputs.size() == 1
        && node.targets.get(0) == block
        && count(node.inputs, block) == 0;
  }

  private static void becomeIf(Node block, Node exit) {
    block.instruction = Instruction.plain(Instruction.IF, VOID);
    block.inputs.add(not(exit));
  }

  private static Node not(Node condition) {
    return new Node(EQZ, List.of(condition), true);
  }

  private static int count(List<Node> nodes, Node target) {
    int count = 0;
    for (Node node : nodes) {
      for (Node each : node.targets) {
        count += each == target ? 1 : 0;
      }
      count += count(node.inputs, target);
      for (List<Node> body : node.bodies) {
        count += count(body, target);
      }
    }
    return count;
  }

  /** What does the same in its place. */
  private static List<Node> simpler(Node node) {
    if (isUnmarked(node)) {
      return node.bodies.get(0);
    }
    if (node.is(Instruction.BR_IF) && node.inputs.size() == 1) {
      Node condition = node.inputs.get(0);
      if (condition.is(Instruction.I32_EQZ) && isBoth(condition.inputs.get(0))) {
        return exits(node, condition.inputs.get(0));
      }
    }
    if (node.is(Instruction.IF) && !node.value && node.bodies.size() == 1) {
      List<Node> body = node.bodies.get(0);
      boolean leaves = body.size() == 1 && body.get(0).is(Instruction.BR);
      if (leaves && body.get(0).inputs.isEmpty() && body.get(0).targets.get(0) != node) {
        return List.of(branch(body.get(0), node.inputs.get(0)));
      }
      if (isBoth(node.inputs.get(0))) {
        return List.of(nested(node, node.inputs.get(0)));
      }
    }
    return List.of(node);
  }

  private static Node branch(Node like, Node condition) {
    var branch = new Node(Instruction.plain(Instruction.BR_IF, 0), List.of(condition), false);
    branch.targets.addAll(like.targets);
    return branch;
  }

  /** What leaves a block at once with a constant, if something holds. */
  private static @Nullable Node exitWithConstant(Node node) {
    if (!node.is(Instruction.BLOCK) || !node.value || node.bodies.get(0).size() < 2) {
      return null;
    }
    Node first = node.bodies.get(0).get(0);
    if (!first.is(Instruction.DROP) || !first.inputs.get(0).is(Instruction.BR_IF)) {
      return null;
    }
    Node exit = first.inputs.get(0);
    boolean constant =
        exit.inputs.size() == 2
            && (exit.inputs.get(0).is(Instruction.I32_CONST)
                || exit.inputs.get(0).is(Instruction.REF_NULL));
    return constant && exit.targets.get(0) == node && count(exit.inputs, node) == 0 ? exit : null;
  }

  /** Whether it is 0 if its input holds, and else what comes last in its second body. */
  private static boolean isBoth(Node node) {
    if (!node.is(Instruction.IF) || !node.value || count(node.bodies.get(1), node) > 0) {
      return false;
    }
    Node first = node.bodies.get(0).get(0);
    List<Node> second = node.bodies.get(1);
    return first.is(Instruction.I32_CONST)
        && first.instruction.operands().signed() == 0
        && !second.isEmpty()
        && second.get(second.size() - 1).value;
  }

  /** Leaves unless both hold. */
  private static List<Node> exits(Node branch, Node both) {
    List<Node> rest = both.bodies.get(1);
    List<Node> simpler = new ArrayList<>();
    simpler.add(branch(branch, both.inputs.get(0)));
    simpler.addAll(rest.subList(0, rest.size() - 1));
    simpler.add(branch(branch, not(rest.get(rest.size() - 1))));
    return simpler;
  }

  /** Where both hold. */
  private static Node nested(Node chosen, Node both) {
    List<Node> rest = both.bodies.get(1);
    List<Node> inner = new ArrayList<>(rest.subList(0, rest.size() - 1));
    chosen.inputs.set(0, rest.get(rest.size() - 1));
    inner.add(chosen);
    var outer = new Node(chosen.instruction, List.of(not(both.inputs.get(0))), false);
    outer.bodies.add(inner);
    return outer;
  }
}
