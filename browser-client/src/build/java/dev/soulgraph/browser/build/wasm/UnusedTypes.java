package dev.soulgraph.browser.build.wasm;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Takes out the types that nothing names, or only others of them. */
final class UnusedTypes {
  private UnusedTypes() {}

  static byte[] removed(byte[] module) {
    var used = new BitSet();
    var types = new Types(new byte[] {0});
    var in = sections(module);
    while (in.hasMore()) {
      int id = in.octet();
      byte[] section = in.part().rest();
      if (id == Program.TYPES) {
        types = new Types(section);
      } else {
        copy(
            id,
            section,
            type -> {
              used.set(type);
              return type;
            });
      }
    }
    return without(module, types.closure(used));
  }

  private static byte[] without(byte[] module, List<Types.Group> kept) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (Types.Group group : kept) {
      for (int i = 0; i < group.count(); i++) {
        numbers.put(group.first() + i, numbers.size());
      }
    }
    var in = sections(module);
    var out = new Output().raw(in.since(0));
    while (in.hasMore()) {
      int id = in.octet();
      byte[] section = in.part().rest();
      out.octet(id);
      if (id == Program.TYPES) {
        var types = new Output().number(kept.size());
        kept.forEach(group -> types.raw(TypeNumbers.inGroup(group.bytes(), numbers::get)));
        out.part(types.toBytes());
      } else {
        out.part(copy(id, section, numbers::get));
      }
    }
    return out.toBytes();
  }

  private static Input sections(byte[] module) {
    var in = new Input(module);
    in.pass(Program.HEADER_BYTES);
    return in;
  }

  private static byte[] copy(int id, byte[] section, IntUnaryOperator numberOf) {
    var in = new Input(section);
    var out = new Output();
    switch (id) {
      case Program.IMPORTS -> items(in, out, () -> copyImport(in, out, numberOf));
      case Program.FUNCTIONS -> items(in, out, () -> out.number(numberOf.applyAsInt(in.number())));
      case Program.GLOBALS ->
          items(
              in,
              out,
              () -> {
                copyGlobalType(in, out, numberOf);
                for (Instruction each : Function.readBody(in)) {
                  TypeNumbers.in(each, numberOf).write(out);
                }
              });
      case Program.TAGS ->
          items(in, out, () -> out.octet(in.octet()).number(numberOf.applyAsInt(in.number())));
      case Program.CODE ->
          items(
              in,
              out,
              () -> {
                // The type isn't told here.
                Function function = Function.read(in.part(), 0, List.of());
                out.part(TypeNumbers.inCode(function, numberOf));
              });
      default -> {
        return section;
      }
    }
    return out.toBytes();
  }

  private static void items(Input in, Output out, Runnable copy) {
    int count = in.number();
    out.number(count);
    for (int i = 0; i < count; i++) {
      copy.run();
    }
  }

  private static void copyImport(Input in, Output out, IntUnaryOperator numberOf) {
    int start = in.position();
    in.part();
    in.part();
    int kind = in.octet();
    if (kind == 2) {
      Program.passMemory(in);
    }
    out.raw(in.since(start));
    if (kind == 0) {
      out.number(numberOf.applyAsInt(in.number()));
    } else if (kind == 3) {
      copyGlobalType(in, out, numberOf);
    }
  }

  /** And whether it can change. */
  private static void copyGlobalType(Input in, Output out, IntUnaryOperator numberOf) {
    int start = in.position();
    in.passType();
    in.octet();
    out.raw(TypeNumbers.inValue(in.since(start), numberOf));
  }
}
