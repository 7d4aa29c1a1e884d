package dev.soulgraph.browser.build.wasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Rewrites a module's functions: with fewer locals, and those that nothing can call emptied. Their
 * numbers, and all that is numbered, stay.
 */
public final class Shrinker {
  private static final int TYPES = 1;
  private static final int IMPORTS = 2;
  private static final int FUNCTIONS = 3;
  private static final int GLOBALS = 6;
  private static final int EXPORTS = 7;
  private static final int START = 8;
  private static final int CODE = 10;

  private static final int HEADER_BYTES = 8;

  /** No locals, one trap, the end. */
  private static final byte[] EMPTY = {0, Instruction.UNREACHABLE, Instruction.END};

  private record Function(List<String> locals, List<Instruction> body) {}

  private final Set<String> unused;
  private final List<Integer> typeOf = new ArrayList<>();
  private final List<Function> functions = new ArrayList<>();
  private final Deque<Integer> called = new ArrayDeque<>();
  private FunctionTypes types = new FunctionTypes(new byte[] {0});
  private int imported;

  private Shrinker(Set<String> unused) {
    this.unused = unused;
  }

  /**
   * @param unused names of exports that nobody asks for
   */
  public static byte[] shrink(byte[] module, Set<String> unused) {
    return new Shrinker(unused).shrink(module);
  }

  private byte[] shrink(byte[] module) {
    var in = new Input(module);
    in.pass(HEADER_BYTES);
    var out = new Output().raw(in.since(0));
    while (in.hasMore()) {
      int id = in.octet();
      byte[] section = in.part().rest();
      out.octet(id).part(rewritten(id, section));
    }
    return out.toBytes();
  }

  private byte[] rewritten(int id, byte[] section) {
    var in = new Input(section);
    switch (id) {
      case TYPES -> types = new FunctionTypes(section);
      case IMPORTS -> in.times(() -> imported += passImport(in) ? 1 : 0);
      case FUNCTIONS -> in.times(() -> typeOf.add(in.number()));
      case GLOBALS ->
          in.times(
              () -> {
                in.passType();
                in.octet();
                call(readBody(in));
              });
      case EXPORTS -> {
        return exports(in);
      }
      case START -> called.add(in.number());
      case CODE -> {
        in.times(() -> functions.add(readFunction(in.part())));
        return code();
      }
      default -> {}
    }
    return section;
  }

  /** Whether it is a function. */
  private static boolean passImport(Input in) {
    in.part();
    in.part();
    int kind = in.octet();
    switch (kind) {
      case 0 -> in.passNumber();
      case 2 -> { // a memory: its flags, and one size or two
        boolean bounded = (in.octet() & 1) != 0;
        in.passNumber();
        if (bounded) {
          in.passNumber();
        }
      }
      case 3 -> {
        in.passType();
        in.octet();
      }
      default -> throw new IllegalArgumentException("functions, memories and globals are imported");
    }
    return kind == 0;
  }

  private byte[] exports(Input in) {
    var kept = new Output();
    int[] count = {0};
    in.times(
        () -> {
          int start = in.position();
          String name = in.text();
          int kind = in.octet();
          int index = in.number();
          if (!unused.contains(name)) {
            count[0]++;
            kept.raw(in.since(start));
            if (kind == 0) {
              called.add(index);
            }
          }
        });
    return new Output().number(count[0]).raw(kept.toBytes()).toBytes();
  }

  private byte[] code() {
    BitSet reached = reached();
    var out = new Output().number(functions.size());
    for (int i = 0; i < functions.size(); i++) {
      out.part(reached.get(i) ? encode(i) : EMPTY);
    }
    return out.toBytes();
  }

  private BitSet reached() {
    var reached = new BitSet();
    while (!called.isEmpty()) {
      int function = called.remove() - imported;
      if (function >= 0 && !reached.get(function)) {
        reached.set(function);
        call(functions.get(function).body);
      }
    }
    return reached;
  }

  private void call(List<Instruction> body) {
    for (Instruction each : body) {
      if (each.opcode() == Instruction.CALL || each.opcode() == Instruction.REF_FUNC) {
        called.add(each.index());
      }
    }
  }

  private static Function readFunction(Input in) {
    List<String> locals = new ArrayList<>();
    in.times(
        () -> {
          int count = in.number();
          String type = FunctionTypes.valueType(in);
          for (int i = 0; i < count; i++) {
            locals.add(type);
          }
        });
    return new Function(locals, readBody(in));
  }

  /** Up to the end that closes no block. */
  private static List<Instruction> readBody(Input in) {
    List<Instruction> body = new ArrayList<>();
    int open = 1;
    while (open > 0) {
      Instruction instruction = Instruction.read(in);
      open += instruction.opensBlock() ? 1 : instruction.opcode() == Instruction.END ? -1 : 0;
      body.add(instruction);
    }
    return body;
  }

  private byte[] encode(int index) {
    Function function = functions.get(index);
    List<String> parameters = types.parameters(typeOf.get(index));
    var locals = new Locals(parameters, function.locals, function.body);
    locals.shrink();
    var out = new Output();
    FunctionTypes.writeLocals(out, locals.types());
    locals.body().forEach(each -> each.write(out));
    return out.toBytes();
  }
}
