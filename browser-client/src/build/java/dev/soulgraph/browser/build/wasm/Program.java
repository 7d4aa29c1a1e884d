package dev.soulgraph.browser.build.wasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A module as it is read, to be changed and written again. */
final class Program {
  private static final int CUSTOM = 0;
  static final int TYPES = 1;
  static final int IMPORTS = 2;
  static final int FUNCTIONS = 3;
  static final int GLOBALS = 6;
  static final int EXPORTS = 7;
  private static final int START = 8;
  private static final int ELEMENTS = 9;
  static final int CODE = 10;
  static final int TAGS = 13;

  /** Functions that are only named, so that code may refer to them. */
  private static final int DECLARED = 3;

  static final int HEADER_BYTES = 8;

  private static final int FUNCTION = 0;
  private static final int GLOBAL = 3;

  /** What others may ask for by its name. */
  record Export(byte[] name, int kind, int index) {}

  private record Section(int id, byte[] content) {}

  private final List<Section> sections = new ArrayList<>();
  private final byte[] header;

  private final List<Integer> typeOf = new ArrayList<>();
  private final List<Integer> typeOfImported = new ArrayList<>();
  private final List<Integer> typeOfTag = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();

  final List<Function> functions = new ArrayList<>();
  final List<Global> globals = new ArrayList<>();

  Types types = new Types(new byte[] {0});
  int importedFunctions;
  int importedGlobals;

  /** The function that runs first, or −1. */
  int start = -1;

  /**
   * @param unused names of exports and of custom sections that nobody asks for
   */
  Program(byte[] module, Set<String> unused) {
    var in = new Input(module);
    in.pass(HEADER_BYTES);
    header = in.since(0);
    while (in.hasMore()) {
      var section = new Section(in.octet(), in.part().rest());
      var content = new Input(section.content);
      if (section.id != CUSTOM || !unused.contains(content.text())) {
        sections.add(section);
      }
      read(section, unused);
    }
  }

  /** The index of its type; the imported ones come first. */
  int typeOfFunction(int function) {
    int own = function - importedFunctions;
    return own < 0 ? typeOfImported.get(function) : functions.get(own).type();
  }

  /** Whether the global's value can change; of the imported ones none can. */
  boolean changes(int global) {
    return global >= importedGlobals && globals.get(global - importedGlobals).changes();
  }

  int tagParameters(int tag) {
    return types.parameters(typeOfTag.get(tag)).size();
  }

  /** Functions that are named outside of functions. */
  List<Integer> named() {
    List<Integer> named = new ArrayList<>();
    if (start >= 0) {
      named.add(start);
    }
    exports.stream().filter(each -> each.kind == FUNCTION).forEach(each -> named.add(each.index));
    for (Global global : globals) {
      global.initial().stream()
          .filter(Instruction::namesFunction)
          .forEach(each -> named.add(each.index()));
    }
    return named;
  }

  /** Functions that something can call, the imported ones not counted. */
  BitSet reached() {
    Deque<Integer> called = new ArrayDeque<>(named());
    var reached = new BitSet();
    while (!called.isEmpty()) {
      int function = called.remove() - importedFunctions;
      if (function >= 0 && !reached.get(function)) {
        reached.set(function);
        for (Instruction each : functions.get(function).body()) {
          if (each.namesFunction()) {
            called.add(each.index());
          }
        }
      }
    }
    return reached;
  }

  /** Globals that are asked for by name. */
  List<Integer> namedGlobals() {
    return exports.stream().filter(each -> each.kind == GLOBAL).map(Export::index).toList();
  }

  /**
   * Numbers globals anew.
   *
   * @param order those that stay
   */
  void orderGlobals(List<Integer> order) {
    int[] numberOf = new int[importedGlobals + globals.size()];
    Arrays.setAll(numberOf, i -> i < importedGlobals ? i : -1);
    for (int i = 0; i < order.size(); i++) {
      numberOf[order.get(i)] = importedGlobals + i;
    }
    List<Global> ordered = new ArrayList<>();
    for (int global : order) {
      Global old = globals.get(global - importedGlobals);
      var initial = withGlobals(old.initial(), numberOf);
      ordered.add(new Global(old.type(), old.changes(), initial));
    }
    globals.clear();
    globals.addAll(ordered);
    functions.replaceAll(each -> each.withBody(withGlobals(each.body(), numberOf)));
    exports.replaceAll(
        each -> each.kind == GLOBAL ? new Export(each.name, GLOBAL, numberOf[each.index]) : each);
  }

  private static List<Instruction> withGlobals(List<Instruction> body, int[] numberOf) {
    return body.stream()
        .map(each -> each.namesGlobal() ? each.withIndex(numberOf[each.index()]) : each)
        .toList();
  }

  private void read(Section section, Set<String> unused) {
    var in = new Input(section.content);
    switch (section.id) {
      case TYPES -> types = new Types(section.content);
      case IMPORTS -> in.times(() -> passImport(in));
      case FUNCTIONS -> in.times(() -> typeOf.add(in.number()));
      case GLOBALS ->
          in.times(
              () -> {
                String type = Types.valueType(in);
                globals.add(new Global(type, in.octet() == 1, Function.readBody(in)));
              });
      case EXPORTS ->
          in.times(
              () -> {
                int from = in.position();
                boolean kept = !unused.contains(in.text());
                var export = new Export(in.since(from), in.octet(), in.number());
                if (kept) {
                  exports.add(export);
                }
              });
      case START -> start = in.number();
      case TAGS ->
          in.times(
              () -> {
                in.octet();
                typeOfTag.add(in.number());
              });
      case CODE ->
          in.times(
              () -> {
                int type = typeOf.get(functions.size());
                functions.add(Function.read(in.part(), type, types.parameters(type)));
              });
      default -> {}
    }
  }

  private void passImport(Input in) {
    in.part();
    in.part();
    int kind = in.octet();
    switch (kind) {
      case FUNCTION -> {
        typeOfImported.add(in.number());
        importedFunctions++;
      }
      case 2 -> passMemory(in);
      case GLOBAL -> {
        in.passType();
        in.octet();
        importedGlobals++;
      }
      default -> throw new IllegalArgumentException("functions, memories and globals are imported");
    }
  }

  /** Its flags, and one size or two. */
  static void passMemory(Input in) {
    boolean bounded = (in.octet() & 1) != 0;
    in.passNumber();
    if (bounded) {
      in.passNumber();
    }
  }

  /**
   * @param order the functions to write
   * @param numberOf the new number of each function, −1 for those that go
   */
  byte[] write(List<Integer> order, int[] numberOf) {
    var out = new Output().raw(header);
    for (Section each : sections) {
      out.octet(each.id).part(written(each, order, numberOf));
    }
    return out.toBytes();
  }

  private byte[] written(Section section, List<Integer> order, int[] numberOf) {
    var out = new Output();
    switch (section.id) {
      case TYPES -> out.raw(types.encode());
      case FUNCTIONS -> {
        out.number(order.size());
        order.forEach(i -> out.number(functions.get(i).type()));
      }
      case GLOBALS -> {
        out.number(globals.size());
        for (Global each : globals) {
          out.raw(HexFormat.of().parseHex(each.type())).octet(each.changes() ? 1 : 0);
          each.initial().forEach(part -> renumbered(part, numberOf).write(out));
        }
      }
      case EXPORTS -> {
        out.number(exports.size());
        for (Export each : exports) {
          int index = each.kind == FUNCTION ? numberOf[each.index] : each.index;
          out.raw(each.name).octet(each.kind).number(index);
        }
      }
      case START -> out.number(numberOf[start]);
      case ELEMENTS -> elements(new Input(section.content), out, order, numberOf);
      case CODE -> {
        out.number(order.size());
        order.forEach(i -> out.part(functions.get(i).encode(numberOf)));
      }
      default -> out.raw(section.content);
    }
    return out.toBytes();
  }

  private static Instruction renumbered(Instruction each, int[] numberOf) {
    return each.namesFunction() ? each.withIndex(numberOf[each.index()]) : each;
  }

  /** What globals or exports name needs no declaration. */
  private void elements(Input in, Output out, List<Integer> order, int[] numberOf) {
    if (in.number() != 1 || in.octet() != DECLARED || in.octet() != 0) { // 0: functions
      throw new IllegalArgumentException("functions are only declared");
    }
    List<Integer> named = named();
    int[] kept =
        order.stream()
            .flatMap(i -> functions.get(i).body().stream())
            .filter(each -> each.opcode() == Instruction.REF_FUNC && !named.contains(each.index()))
            .mapToInt(each -> numberOf[each.index()])
            .distinct()
            .sorted()
            .toArray();
    out.number(1).octet(DECLARED).octet(0).number(kept.length);
    Arrays.stream(kept).forEach(out::number);
  }
}
