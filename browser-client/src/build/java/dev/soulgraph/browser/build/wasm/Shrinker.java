package dev.soulgraph.browser.build.wasm;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rewrites a module: what is written at the start becomes what globals begin with, values are made
 * where they are needed, short functions go where they are called, locals share places, equal
 * functions become one, and what nothing can call goes, with the types that only it has named.
 */
public final class Shrinker {
  private final Program program;

  /** The new number of each function; −1 for those that go. */
  private int[] numberOf = {};

  private Shrinker(Program program) {
    this.program = program;
  }

  /**
   * @param unused names of exports and of custom sections that nobody asks for
   */
  public static byte[] shrink(byte[] module, Set<String> unused) {
    return UnusedTypes.removed(new Shrinker(new Program(module, unused)).shrink());
  }

  private byte[] shrink() {
    Initials.set(program);
    simplify();
    new Inliner(program.functions, program.importedFunctions, program.reached(), program.named())
        .run();
    simplify();
    UnusedGlobals.remove(program);
    List<Integer> order = number(program.reached());
    return program.write(order, numberOf);
  }

  private void simplify() {
    List<Function> functions = program.functions;
    program.reached().stream().forEach(i -> functions.set(i, simpler(functions.get(i))));
  }

  private Function simpler(Function function) {
    if (!Tree.canRead(program, function)) {
      return function.withFewerLocals();
    }
    Function split = Webs.split(function);
    List<Node> body = Tree.read(program, split);
    Branches.simplify(body);
    while (Sinking.sink(program, split, body) || Structs.fill(program, body)) {}
    return split.withBody(Tree.write(body)).withFewerLocals();
  }

  /**
   * Gives numbers to the functions that stay, equal ones the same. Functions of a type are next to
   * each other, the shorter first: they resemble each other more than those of a class do, and
   * their types are told in few bytes.
   *
   * @return the functions in the order of their numbers
   */
  private List<Integer> number(BitSet kept) {
    int imported = program.importedFunctions;
    numberOf = new int[imported + program.functions.size()];
    Arrays.setAll(numberOf, i -> i);
    Comparator<Integer> byType = Comparator.comparing(i -> program.functions.get(i).type());
    List<Integer> order = List.of();
    int count = -1;
    while (count != order.size()) {
      count = order.size();
      Map<List<Object>, Integer> first = new HashMap<>();
      int[] same = numberOf.clone();
      kept.stream()
          .forEach(
              i -> {
                Function function = program.functions.get(i);
                List<Object> content =
                    List.of(function.type(), Arrays.toString(function.encode(numberOf)));
                same[imported + i] = imported + first.computeIfAbsent(content, key -> i);
              });
      order = first.values().stream().sorted(byType.thenComparing(bySize(same))).toList();
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

  private Comparator<Integer> bySize(int[] numbers) {
    Map<Integer, Integer> sizes = new HashMap<>();
    return Comparator.<Integer, Integer>comparing(
            i -> sizes.computeIfAbsent(i, it -> program.functions.get(it).encode(numbers).length))
        .thenComparing(i -> i);
  }
}
