package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts what a local is set to where the local is first read, so that it need not be named in
 * between, or not at all.
 */
final class Sinking {
  private enum Search {
    GOES_ON,
    FOUND,
    BLOCKED
  }

  private final Program program;
  private final int parameters;
  private final List<String> locals;
  private final int[] gets;
  private final int[] sets;
  private boolean changed;

  private Sinking(Program program, Function function) {
    this.program = program;
    this.parameters = function.parameters().size();
    this.locals = function.locals();
    this.gets = new int[parameters + locals.size()];
    this.sets = new int[gets.length];
  }

  /** Whether anything was moved. */
  static boolean sink(Program program, Function function, List<Node> body) {
    var sinking = new Sinking(program, function);
    sinking.count(body);
    sinking.sinkIn(body);
    return sinking.changed;
  }

  private void count(List<Node> nodes) {
    for (Node node : nodes) {
      if (node.is(Instruction.LOCAL_GET)) {
        gets[node.instruction.index()]++;
      } else if (node.instruction.isLocal()) {
        sets[node.instruction.index()]++;
      }
      count(node.inputs);
      node.bodies.forEach(this::count);
    }
  }

  private void sinkIn(List<Node> body) {
    for (int i = 0; i < body.size(); i++) {
      Node node = body.get(i);
      sinkWithin(node);
      if (node.is(Instruction.LOCAL_SET) && sink(node, body.subList(i + 1, body.size()))) {
        body.remove(i--);
        changed = true;
      }
    }
  }

  private void sinkWithin(Node node) {
    node.inputs.forEach(this::sinkWithin);
    node.bodies.forEach(this::sinkIn);
  }

  private boolean sink(Node set, List<Node> rest) {
    int local = set.instruction.index();
    if (local < parameters || sets[local] != 1 || gets[local] == 0) {
      return false;
    }
    var moved = new Moved(set, local);
    for (Node each : rest) {
      Search search = moved.search(each, 0);
      if (search != Search.GOES_ON) {
        return search == Search.FOUND;
      }
    }
    return false;
  }

  /** A value on its way to where it is read. */
  private final class Moved {
    private final Node value;
    private final int local;
    private final Effects effects;
    private final boolean once;
    private final boolean neverNull;

    Moved(Node set, int local) {
      this.value = set.inputs.get(0);
      this.local = local;
      this.effects = new Effects(program).addAll(value);
      this.once = gets[local] == 1;
      this.neverNull = locals.get(local - parameters).startsWith("64");
    }

    /** In the order of execution. */
    Search search(Node node, int depth) {
      if (node.isLocal(Instruction.LOCAL_GET, local)) {
        if (!once && neverNull && depth > 0) {
          return Search.BLOCKED;
        }
        node.become(
            once
                ? value
                : new Node(
                    Instruction.indexed(Instruction.LOCAL_TEE, local), List.of(value), true));
        return Search.FOUND;
      }
      Search search = searchAll(node.inputs, depth);
      if (search != Search.GOES_ON) {
        return search;
      }
      boolean enters =
          node.is(Instruction.BLOCK) && !effects.setsLocals()
              || node.is(Instruction.IF) && once && effects.isFree();
      if (enters) {
        for (List<Node> body : node.bodies) {
          search = searchAll(body, depth + 1);
          if (search != Search.GOES_ON) {
            return search;
          }
        }
        return Search.GOES_ON;
      }
      if (node.bodies.stream().anyMatch(this::reads)) {
        return Search.BLOCKED;
      }
      var passed = new Effects(program).add(node);
      node.bodies.forEach(body -> body.forEach(passed::addAll));
      boolean passes = passed.commutesWith(effects) && (once || !passed.mayLeave());
      return passes ? Search.GOES_ON : Search.BLOCKED;
    }

    private Search searchAll(List<Node> nodes, int depth) {
      for (Node node : new ArrayList<>(nodes)) {
        Search search = search(node, depth);
        if (search != Search.GOES_ON) {
          return search;
        }
      }
      return Search.GOES_ON;
    }

    private boolean reads(List<Node> nodes) {
      return nodes.stream()
          .anyMatch(
              node ->
                  node.isLocal(Instruction.LOCAL_GET, local)
                      || reads(node.inputs)
                      || node.bodies.stream().anyMatch(this::reads));
    }
  }
}
