package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * A function as it is read from a module.
 *
 * @param type the index of its type
 * @param parameters their types
 * @param locals the types of its other locals
 * @param body up to its end
 */
record Function(int type, List<String> parameters, List<String> locals, List<Instruction> body) {
  static Function read(Input in, int type, List<String> parameters) {
    List<String> locals = new ArrayList<>();
    in.times(
        () -> {
          int count = in.number();
          String valueType = Types.valueType(in);
          for (int i = 0; i < count; i++) {
            locals.add(valueType);
          }
        });
    return new Function(type, parameters, locals, readBody(in));
  }

  /** Up to the end that closes no block. */
  static List<Instruction> readBody(Input in) {
    List<Instruction> body = new ArrayList<>();
    int open = 1;
    while (open > 0) {
      Instruction instruction = Instruction.read(in);
      open += instruction.opensBlock() ? 1 : instruction.opcode() == Instruction.END ? -1 : 0;
      body.add(instruction);
    }
    return body;
  }

  Function withBody(List<Instruction> other) {
    return new Function(type, parameters, locals, other);
  }

  Function withFewerLocals() {
    var shrunk = new Locals(parameters, locals, body);
    shrunk.shrink();
    return new Function(type, parameters, shrunk.types(), shrunk.body());
  }

  /**
   * @param numberOf the new number of each function
   */
  byte[] encode(int[] numberOf) {
    var out = new Output();
    Types.writeLocals(out, locals);
    for (Instruction each : body) {
      (each.namesFunction() ? each.withIndex(numberOf[each.index()]) : each).write(out);
    }
    return out.toBytes();
  }
}
