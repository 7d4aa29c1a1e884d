package dev.soulgraph.browser.build.wasm;

import dev.soulgraph.browser.build.wasm.StartStores.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lets globals begin with what the start function would write into them first of all.
 *
 * <p>TeaVM makes each class's description, and its table of methods, of an empty struct and writes
 * every field by a call. As constants they are less than half as long. Of two structs that name
 * each other, one learns of the other only at the start. A struct that only one other names is made
 * where it is named, and has no global.
 */
final class Initials {
  private final Program program;
  private final int imported;
  private final Map<Place, Instruction> values;

  /** How many instructions of the start function give them. */
  private final int known;

  /** The places that are written at the start still. */
  private final Set<Place> late = new LinkedHashSet<>();

  private final List<Integer> order = new ArrayList<>();
  private final BitSet begun = new BitSet();
  private final BitSet done = new BitSet();

  /** The place of a global's struct within another's. */
  private final Map<Integer, Place> nested = new HashMap<>();

  private final Map<List<Integer>, Integer> linking = new HashMap<>();

  private Initials(Program program, StartStores stores) {
    this.program = program;
    this.imported = program.importedGlobals;
    this.values = new HashMap<>(stores.values());
    this.known = stores.count();
  }

  static void set(Program program) {
    var stores = new StartStores(program);
    if (stores.count() > 0) {
      new Initials(program, stores).set();
    }
  }

  private void set() {
    Set<List<Integer>> read = read();
    values.keySet().removeIf(each -> !read.contains(declared(struct(each.global()), each.field())));
    sort();
    replaceStart(known, List.of());
    nest();
    replaceStart(0, late.stream().flatMap(each -> write(each).stream()).toList());
    renumber();
  }

  private int struct(int global) {
    return StartStores.emptyStruct(program, global);
  }

  private List<Integer> declared(int struct, int field) {
    return List.of(program.types.declaring(struct, field), field);
  }

  /** The fields, each with the type that brought it in, that anything reads. */
  private Set<List<Integer>> read() {
    Set<List<Integer>> read = new HashSet<>();
    program.reached().stream()
        .mapToObj(i -> program.functions.get(i).body())
        .flatMap(List::stream)
        .filter(Instruction::isFieldGet)
        .map(Instruction::operands)
        .forEach(operands -> read.add(declared(operands.number(), operands.number())));
    return read;
  }

  /**
   * What a global names goes before it. Where two name each other, the one of a rarer type is last.
   */
  private void sort() {
    Map<String, Integer> count = new HashMap<>();
    program.globals.forEach(each -> count.merge(each.type(), 1, Integer::sum));
    IntStream.range(0, program.globals.size())
        .boxed()
        .sorted(Comparator.comparing(i -> count.getOrDefault(program.globals.get(i).type(), 0)))
        .forEach(i -> place(imported + i));
  }

  private void place(int global) {
    if (global < imported || begun.get(global)) {
      return;
    }
    begun.set(global);
    old(global).initial().stream()
        .filter(Instruction::namesGlobal)
        .forEach(each -> place(each.index()));
    for (Place place : places(global)) {
      Instruction value = values.get(place);
      if (value != null && value.namesGlobal()) {
        place(value.index());
        if (!done.get(value.index())) {
          late.add(place);
        }
      }
    }
    done.set(global);
    order.add(global);
  }

  private Global old(int global) {
    return program.globals.get(global - imported);
  }

  private List<Place> places(int global) {
    int struct = struct(global);
    int fields = struct < 0 ? 0 : program.types.get(struct).inputs().size();
    return IntStream.range(0, fields).mapToObj(field -> new Place(global, field)).toList();
  }

  private void replaceStart(int count, List<Instruction> first) {
    int start = program.start - program.importedFunctions;
    Function function = program.functions.get(start);
    List<Instruction> body = new ArrayList<>(first);
    body.addAll(function.body().subList(count, function.body().size()));
    program.functions.set(start, function.withBody(body));
  }

  private void nest() {
    var elsewhere = new BitSet();
    program.namedGlobals().forEach(elsewhere::set);
    program.functions.forEach(each -> addGlobals(each.body(), elsewhere));
    program.globals.forEach(each -> addGlobals(each.initial(), elsewhere));
    values.forEach(
        (place, value) -> {
          if (value.namesGlobal() && !late.contains(place)) {
            int global = value.index();
            Place other = nested.put(global, place);
            if (other != null || struct(global) < 0) {
              elsewhere.set(global);
            }
          }
        });
    elsewhere.stream().forEach(nested::remove);
  }

  private static void addGlobals(List<Instruction> body, BitSet globals) {
    body.stream().filter(Instruction::namesGlobal).forEach(each -> globals.set(each.index()));
  }

  /** What writes a place at the start, when every struct is as it began. */
  private List<Instruction> write(Place place) {
    Instruction value = values.getOrDefault(place, Instruction.plain(Instruction.UNREACHABLE));
    Place holder = nested.get(place.global());
    if (holder != null && holder.global() == value.index()) {
      List<Instruction> code = new ArrayList<>(path(value.index()));
      code.add(Instruction.indexed(Instruction.CALL, linking(holder, place)));
      return code;
    }
    List<Instruction> code = new ArrayList<>(path(place.global()));
    code.addAll(path(value.index()));
    code.add(Instruction.plain(Instruction.STRUCT_SET, struct(place.global()), place.field()));
    return code;
  }

  private List<Instruction> path(int global) {
    Place place = nested.get(global);
    if (place == null) {
      return List.of(Instruction.indexed(Instruction.GLOBAL_GET, global));
    }
    List<Instruction> path = new ArrayList<>(path(place.global()));
    path.add(Instruction.plain(Instruction.STRUCT_GET, struct(place.global()), place.field()));
    return path;
  }

  /** The function that lets a struct within another know that one. */
  private int linking(Place holder, Place member) {
    int outer = program.types.declaring(struct(holder.global()), holder.field());
    int inner = struct(member.global());
    List<Integer> kind = List.of(outer, holder.field(), inner, member.field());
    return linking.computeIfAbsent(
        kind,
        key -> {
          var type = new Output().octet(0x64).signed(outer);
          List<String> parameters = List.of(HexFormat.of().formatHex(type.toBytes()));
          Instruction get = Instruction.indexed(Instruction.LOCAL_GET, 0);
          List<Instruction> body =
              List.of(
                  get,
                  Instruction.plain(Instruction.STRUCT_GET, outer, holder.field()),
                  get,
                  Instruction.plain(Instruction.STRUCT_SET, inner, member.field()),
                  Instruction.plain(Instruction.END));
          int added = program.types.addFunction(parameters);
          program.functions.add(new Function(added, parameters, List.of(), body));
          return program.importedFunctions + program.functions.size() - 1;
        });
  }

  private void renumber() {
    List<Global> globals = new ArrayList<>(program.globals);
    for (int global : order) {
      List<Instruction> initial = new ArrayList<>(initial(global));
      initial.add(Instruction.plain(Instruction.END));
      Global old = old(global);
      globals.set(global - imported, new Global(old.type(), old.changes(), initial));
    }
    program.globals.clear();
    program.globals.addAll(globals);
    program.orderGlobals(order.stream().filter(each -> !nested.containsKey(each)).toList());
  }

  /** Without its end. */
  private List<Instruction> initial(int global) {
    List<Place> places = places(global);
    if (places.stream().noneMatch(each -> values.containsKey(each) && !late.contains(each))) {
      List<Instruction> initial = old(global).initial();
      return initial.subList(0, initial.size() - 1);
    }
    int struct = struct(global);
    List<Instruction> initial = new ArrayList<>();
    for (Place place : places) {
      Instruction value = values.get(place);
      if (value == null || late.contains(place)) {
        initial.add(program.types.zero(program.types.get(struct).inputs().get(place.field())));
      } else if (value.namesGlobal() && nested.containsKey(value.index())) {
        initial.addAll(initial(value.index()));
      } else {
        initial.add(value);
      }
    }
    initial.add(Instruction.plain(Instruction.STRUCT_NEW, struct));
    return initial;
  }
}
