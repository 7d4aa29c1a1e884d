package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/** The parameters of a module's function types, each as its encoding in hexadecimal. */
final class FunctionTypes {
  static final int GROUP = 0x4e;
  static final int FINAL_SUBTYPE = 0x4f;
  static final int SUBTYPE = 0x50;
  static final int ARRAY = 0x5e;
  static final int STRUCT = 0x5f;

  /** A type, or several that name each other. */
  record Group(byte[] bytes, int first, int count) {}

  private final List<Group> groups = new ArrayList<>();
  private final List<List<String>> parameters = new ArrayList<>();
  private final Input in;

  FunctionTypes(byte[] section) {
    in = new Input(section);
    int count = in.number();
    for (int i = 0; i < count; i++) {
      int start = in.position();
      int first = parameters.size();
      int code = in.octet();
      if (code == GROUP) {
        int members = in.number();
        for (int k = 0; k < members; k++) {
          add(in.octet());
        }
      } else {
        add(code);
      }
      groups.add(new Group(in.since(start), first, parameters.size() - first));
    }
  }

  /** Of the type with this index; none for what is no function. */
  List<String> parameters(int type) {
    return parameters.get(type);
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

  private void add(int first) {
    int code = first;
    if (code == SUBTYPE || code == FINAL_SUBTYPE) {
      int supertypes = in.number();
      for (int i = 0; i < supertypes; i++) {
        in.passNumber();
      }
      code = in.octet();
    }
    List<String> found = new ArrayList<>();
    if (code == ARRAY) {
      passField();
    } else if (code == STRUCT) {
      int fields = in.number();
      for (int i = 0; i < fields; i++) {
        passField();
      }
    } else {
      int count = in.number();
      for (int i = 0; i < count; i++) {
        found.add(valueType(in));
      }
      int results = in.number();
      for (int i = 0; i < results; i++) {
        in.passType();
      }
    }
    parameters.add(found);
  }

  private void passField() {
    in.passType();
    in.octet(); // whether it can change
  }
}
