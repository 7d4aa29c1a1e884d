package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/** A module's types. Types of values are told by their encoding, in hexadecimal. */
final class Types {
  static final int GROUP = 0x4e;
  static final int FINAL_SUBTYPE = 0x4f;
  static final int SUBTYPE = 0x50;
  static final int ARRAY = 0x5e;
  static final int STRUCT = 0x5f;
  static final int FUNCTION = 0x60;

  /**
   * One of them.
   *
   * @param parent the index of its supertype, or −1
   * @param inputs a function's parameters, or what a struct or an array holds
   * @param results a function's
   */
  record Type(int kind, int parent, List<String> inputs, List<String> results) {}

  /** A type, or several that name each other. */
  record Group(byte[] bytes, int first, int count) {}

  private final List<Group> groups = new ArrayList<>();
  private final List<Type> types = new ArrayList<>();
  private Input in;

  Types(byte[] section) {
    in = new Input(section);
    in.times(() -> addGroup());
  }

  Type get(int type) {
    return types.get(type);
  }

  /** Of the function type with this index. */
  List<String> parameters(int type) {
    return types.get(type).inputs;
  }

  /** The supertype that brought in the struct's field. */
  int declaring(int struct, int field) {
    int parent = types.get(struct).parent;
    return parent >= 0 && types.get(parent).inputs.size() > field
        ? declaring(parent, field)
        : struct;
  }

  /** What gives the value that a field of this type has when nothing was written. */
  Instruction zero(String valueType) {
    var in = new Input(HexFormat.of().parseHex(valueType));
    int code = in.octet();
    return switch (code) {
      case 0x7e -> Instruction.plain(0x42, 0);
      case 0x7d -> Instruction.plain(0x43, 0, 0, 0, 0);
      case 0x7c -> Instruction.plain(0x44, 0, 0, 0, 0, 0, 0, 0, 0);
      case 0x7f, 0x78, 0x77 -> Instruction.plain(0x41, 0);
      default ->
          Instruction.plain(Instruction.REF_NULL, bottom(code == 0x63 ? in.signed() : code - 0x80));
    };
  }

  /** The heap type of the null that fits the type with this index, or this code. */
  private int bottom(int heap) {
    if (heap >= 0) {
      return types.get(heap).kind == FUNCTION ? 0x73 : 0x71;
    }
    return switch (heap & 0x7f) {
      case 0x70, 0x73 -> 0x73;
      case 0x6f, 0x72 -> 0x72;
      default -> 0x71;
    };
  }

  /** The index of a new type of functions. */
  int addFunction(List<String> parameters) {
    var out = new Output().octet(FUNCTION).number(parameters.size());
    parameters.forEach(each -> out.raw(HexFormat.of().parseHex(each)));
    in = new Input(out.number(0).toBytes());
    addGroup();
    return types.size() - 1;
  }

  byte[] encode() {
    var out = new Output().number(groups.size());
    groups.forEach(each -> out.raw(each.bytes));
    return out.toBytes();
  }

  /** Groups that something used names, and those that these name. */
  List<Group> closure(BitSet used) {
    var kept = new BitSet();
    boolean more = true;
    while (more) {
      more = false;
      for (int i = groups.size() - 1; i >= 0; i--) {
        Group group = groups.get(i);
        int next = used.nextSetBit(group.first);
        if (!kept.get(i) && next >= 0 && next < group.first + group.count) {
          kept.set(i);
          more = true;
          TypeNumbers.inGroup(
              group.bytes,
              type -> {
                used.set(type);
                return type;
              });
        }
      }
    }
    return kept.stream().mapToObj(groups::get).toList();
  }

  static String valueType(Input in) {
    int start = in.position();
    in.passType();
    return HexFormat.of().formatHex(in.since(start));
  }

  /** A function's locals, as many as there are one after the other of a type at once. */
  static void writeLocals(Output out, List<String> types) {
    var runs = new Output();
    int count = 0;
    int at = 0;
    while (at < types.size()) {
      int start = at;
      while (at < types.size() && types.get(at).equals(types.get(start))) {
        at++;
      }
      runs.number(at - start).raw(HexFormat.of().parseHex(types.get(start)));
      count++;
    }
    out.number(count).raw(runs.toBytes());
  }

  private void addGroup() {
    int start = in.position();
    int first = types.size();
    int code = in.octet();
    if (code == GROUP) {
      in.times(() -> add(in.octet()));
    } else {
      add(code);
    }
    groups.add(new Group(in.since(start), first, types.size() - first));
  }

  private void add(int first) {
    int code = first;
    int parent = -1;
    if (code == SUBTYPE || code == FINAL_SUBTYPE) {
      if (in.number() > 0) { // one at most
        parent = in.number();
      }
      code = in.octet();
    }
    List<String> inputs = new ArrayList<>();
    List<String> results = new ArrayList<>();
    switch (code) {
      case ARRAY -> addField(inputs);
      case STRUCT -> in.times(() -> addField(inputs));
      default -> {
        in.times(() -> inputs.add(valueType(in)));
        in.times(() -> results.add(valueType(in)));
      }
    }
    types.add(new Type(code, parent, inputs, results));
  }

  private void addField(List<String> fields) {
    fields.add(valueType(in));
    in.octet(); // whether it can change
  }
}
