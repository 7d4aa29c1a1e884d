package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The parameters of a module's function types, each as its encoding in hexadecimal. */
final class FunctionTypes {
  private static final int GROUP = 0x4e;
  private static final int FINAL_SUBTYPE = 0x4f;
  private static final int SUBTYPE = 0x50;
  private static final int ARRAY = 0x5e;
  private static final int STRUCT = 0x5f;

  private final List<List<String>> parameters = new ArrayList<>();
  private final Input in;

  FunctionTypes(byte[] section) {
    in = new Input(section);
    int groups = in.number();
    for (int i = 0; i < groups; i++) {
      int code = in.octet();
      if (code == GROUP) {
        int count = in.number();
        for (int k = 0; k < count; k++) {
          add(in.octet());
        }
      } else {
        add(code);
      }
    }
  }

  /** Of the type with this index; none for what is no function. */
  List<String> parameters(int type) {
    return parameters.get(type);
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
