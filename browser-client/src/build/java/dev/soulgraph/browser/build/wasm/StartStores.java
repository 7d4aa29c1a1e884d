package dev.soulgraph.browser.build.wasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a module writes, before anything else, into structs that globals hold: constants, functions
 * and other globals. It is found out by following the start function as long as it does only that.
 */
final class StartStores {
  /** A field of the struct that a global holds. */
  record Place(int global, int field) {}

  private static final int DEEPEST = 4;

  private final Program program;

  /** For each place the instruction that gives its value; the last one counts. */
  private final Map<Place, Instruction> values = new LinkedHashMap<>();

  private int count;

  StartStores(Program program) {
    this.program = program;
    follow(start());
  }

  Map<Place, Instruction> values() {
    return values;
  }

  /** The instructions of the start function that do it. */
  int count() {
    return count;
  }

  /** The type of the struct that the global holds with nothing in it yet, or −1. */
  static int emptyStruct(Program program, int global) {
    int own = global - program.importedGlobals;
    if (own < 0 || program.changes(global)) {
      return -1;
    }
    Instruction first = program.globals.get(own).initial().get(0);
    return first.opcode() == Instruction.STRUCT_NEW_DEFAULT ? first.operands().number() : -1;
  }

  private List<Instruction> start() {
    int start = program.start - program.importedFunctions;
    return start < 0 ? List.of() : program.functions.get(start).body();
  }

  private void follow(List<Instruction> body) {
    Deque<Instruction> stack = new ArrayDeque<>();
    Map<Place, Instruction> found = new HashMap<>();
    for (int i = 0; i < body.size() && step(body.get(i), List.of(), stack, found, 0); i++) {
      if (stack.isEmpty()) {
        values.putAll(found);
        found.clear();
        count = i + 1;
      }
    }
  }

  /** Whether the instruction is one of those that can be followed. */
  private boolean step(
      Instruction each,
      List<Instruction> parameters,
      Deque<Instruction> stack,
      Map<Place, Instruction> found,
      int depth) {
    switch (each.opcode()) {
      case Instruction.LOCAL_GET -> {
        if (each.index() >= parameters.size()) {
          return false;
        }
        stack.push(parameters.get(each.index()));
      }
      case Instruction.GLOBAL_GET -> {
        if (each.index() < program.importedGlobals || program.changes(each.index())) {
          return false;
        }
        stack.push(each);
      }
      case 0x41, 0x42, 0x43, 0x44, Instruction.REF_NULL, Instruction.REF_FUNC -> stack.push(each);
      case Instruction.STRUCT_SET -> {
        Input operands = each.operands();
        operands.passNumber();
        Instruction value = stack.pop();
        Instruction target = stack.pop();
        if (target.opcode() != Instruction.GLOBAL_GET || emptyStruct(program, target.index()) < 0) {
          return false;
        }
        found.put(new Place(target.index(), operands.number()), value);
      }
      case Instruction.CALL -> {
        return call(each.index() - program.importedFunctions, stack, found, depth);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean call(
      int callee, Deque<Instruction> stack, Map<Place, Instruction> found, int depth) {
    if (callee < 0 || depth == DEEPEST) {
      return false;
    }
    Function function = program.functions.get(callee);
    List<Instruction> arguments = new ArrayList<>();
    function.parameters().forEach(each -> arguments.add(0, stack.pop()));
    Deque<Instruction> own = new ArrayDeque<>();
    int end = function.body().size() - 1;
    for (Instruction each : function.body().subList(0, end)) {
      if (!step(each, arguments, own, found, depth + 1)) {
        return false;
      }
    }
    return own.isEmpty();
  }
}
