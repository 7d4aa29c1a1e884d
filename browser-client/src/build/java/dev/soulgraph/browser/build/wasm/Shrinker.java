package dev.soulgraph.browser.build.wasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rewrites a module's functions: short ones go where they are called, locals share places, equal
 * functions become one, and what nothing can call goes, with the types that only it has named.
 */
public final class Shrinker {
  private static final int CUSTOM = 0;
  static final int TYPES = 1;
  static final int IMPORTS = 2;
  static final int FUNCTIONS = 3;
  static final int GLOBALS = 6;
  private static final int EXPORTS = 7;
  private static final int START = 8;
  private static final int ELEMENTS = 9;
  static final int CODE = 10;

  /** Functions that are only named, so that code may refer to them. */
  private static final int DECLARED = 3;

  static final int HEADER_BYTES = 8;

  private record Section(int id, byte[] content) {}

  private final Set<String> unused;
  private final List<Section> sections = new ArrayList<>();
  private final List<Integer> typeOf = new ArrayList<>();
  private final List<Function> functions = new ArrayList<>();

  /** Functions that are named outside of functions. */
  private final List<Integer> named = new ArrayList<>();

  private FunctionTypes types = new FunctionTypes(new byte[] {0});
  private int imported;

  /** The new number of each function; −1 for those that go. */
  private int[] numberOf = {};

  private Shrinker(Set<String> unused) {
    this.unused = unused;
  }

  /**
   * @param unused names of exports and of custom sections that nobody asks for
   */
  public static byte[] shrink(byte[] module, Set<String> unused) {
    return UnusedTypes.removed(new Shrinker(unused).shrink(module));
  }

  private byte[] shrink(byte[] module) {
    var in = new Input(module);
    in.pass(HEADER_BYTES);
    var out = new Output().raw(in.since(0));
    while (in.hasMore()) {
      var section = new Section(in.octet(), in.part().rest());
      sections.add(section);
      read(section);
    }
    new Inliner(functions, imported, reached(), named).run();
    BitSet kept = reached();
    kept.stream().forEach(i -> functions.set(i, functions.get(i).withFewerLocals()));
    List<Integer> order = number(kept);
    for (Section each : sections) {
      if (each.id != CUSTOM || !unused.contains(new Input(each.content).text())) {
        out.octet(each.id).part(rewritten(each, order));
      }
    }
    return out.toBytes();
  }

  private void read(Section section) {
    var in = new Input(section.content);
    switch (section.id) {
      case TYPES -> types = new FunctionTypes(section.content);
      case IMPORTS -> in.times(() -> imported += passImport(in) ? 1 : 0);
      case FUNCTIONS -> in.times(() -> typeOf.add(in.number()));
      case GLOBALS -> in.times(() -> nameIn(readGlobal(in)));
      case EXPORTS -> in.times(() -> readExport(in, new Output()));
      case START -> named.add(in.number());
      case CODE ->
          in.times(
              () -> {
                int type = typeOf.get(functions.size());
                functions.add(Function.read(in.part(), type, types.parameters(type)));
              });
      default -> {}
    }
  }

  private static List<Instruction> readGlobal(Input in) {
    in.passType();
    in.octet();
    return Function.readBody(in);
  }

  private void nameIn(List<Instruction> body) {
    body.stream().filter(Instruction::namesFunction).forEach(each -> named.add(each.index()));
  }

  /** Whether it is a function. */
  private static boolean passImport(Input in) {
    in.part();
    in.part();
    int kind = in.octet();
    switch (kind) {
      case 0 -> in.passNumber();
      case 2 -> passMemory(in);
      case 3 -> {
        in.passType();
        in.octet();
      }
      default -> throw new IllegalArgumentException("functions, memories and globals are imported");
    }
    return kind == 0;
  }

  /** Its flags, and one size or two. */
  static void passMemory(Input in) {
    boolean bounded = (in.octet() & 1) != 0;
    in.passNumber();
    if (bounded) {
      in.passNumber();
    }
  }

  /** Whether it stays. */
  private boolean readExport(Input in, Output out) {
    int start = in.position();
    String name = in.text();
    int kind = in.octet();
    byte[] head = in.since(start);
    int index = in.number();
    if (unused.contains(name)) {
      return false;
    }
    boolean function = kind == 0;
    if (function && numberOf.length == 0) {
      named.add(index);
    }
    out.raw(head).number(function && numberOf.length > 0 ? numberOf[index] : index);
    return true;
  }

  private BitSet reached() {
    Deque<Integer> called = new ArrayDeque<>(named);
    var reached = new BitSet();
    while (!called.isEmpty()) {
      int function = called.remove() - imported;
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

  /**
   * Gives numbers to the functions that stay, equal ones the same. Functions of a type are next to
   * each other: they resemble each other more than those of a class do, and their types are told in
   * few bytes.
   *
   * @return the functions in the order of their numbers
   */
  private List<Integer> number(BitSet kept) {
    numberOf = new int[imported + functions.size()];
    Arrays.setAll(numberOf, i -> i);
    Comparator<Integer> byType = Comparator.comparing(i -> functions.get(i).type());
    List<Integer> order = List.of();
    int count = -1;
    while (count != order.size()) {
      count = order.size();
      Map<List<Object>, Integer> first = new HashMap<>();
      int[] same = numberOf.clone();
      kept.stream()
          .forEach(
              i -> {
                Function function = functions.get(i);
                List<Object> content =
                    List.of(function.type(), Arrays.toString(function.encode(numberOf)));
                same[imported + i] = imported + first.computeIfAbsent(content, key -> i);
              });
      order = first.values().stream().sorted(byType.thenComparing(i -> i)).toList();
      numberOf = same;
    }
    var place = new HashMap<Integer, Integer>();
    for (int i : order) {
      place.put(imported + i, imported + place.size());
    }
    IntStream.range(imported, numberOf.length)
        .forEach(i -> numberOf[i] = place.getOrDefault(numberOf[i], -1));
    return order;
  }

  private byte[] rewritten(Section section, List<Integer> order) {
    var in = new Input(section.content);
    var out = new Output();
    switch (section.id) {
      case FUNCTIONS -> {
        out.number(order.size());
        order.forEach(i -> out.number(functions.get(i).type()));
      }
      case GLOBALS -> {
        int count = in.number();
        out.number(count);
        for (int i = 0; i < count; i++) {
          int start = in.position();
          in.passType();
          in.octet();
          out.raw(in.since(start));
          for (Instruction each : Function.readBody(in)) {
            renumbered(each).write(out);
          }
        }
      }
      case EXPORTS -> {
        var kept = new Output();
        int[] count = {0};
        in.times(() -> count[0] += readExport(in, kept) ? 1 : 0);
        out.number(count[0]).raw(kept.toBytes());
      }
      case START -> out.number(numberOf[in.number()]);
      case ELEMENTS -> elements(in, out);
      case CODE -> {
        out.number(order.size());
        order.forEach(i -> out.part(functions.get(i).encode(numberOf)));
      }
      default -> out.raw(section.content);
    }
    return out.toBytes();
  }

  private Instruction renumbered(Instruction each) {
    return each.namesFunction() ? each.withIndex(numberOf[each.index()]) : each;
  }

  private void elements(Input in, Output out) {
    if (in.number() != 1 || in.octet() != DECLARED || in.octet() != 0) { // 0: functions
      throw new IllegalArgumentException("functions are only declared");
    }
    int[] kept =
        IntStream.range(0, in.number())
            .map(i -> numberOf[in.number()])
            .filter(number -> number >= 0)
            .distinct()
            .sorted()
            .toArray();
    out.number(1).octet(DECLARED).octet(0).number(kept.length);
    Arrays.stream(kept).forEach(out::number);
  }
}
