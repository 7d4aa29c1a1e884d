package dev.soulgraph.browser.build.wasm;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a compiled module and our runtime call each other by. The names are TeaVM's, and long; both
 * sides are ours, so both get shorter ones.
 */
public final class ShortNames {
  private static final int HEADER_BYTES = 8;
  private static final int EXPORTS = 7;

  /** TeaVM adds the number of arguments to some. */
  private static final List<String> IMPORTED =
      List.of(
          "unwrapJavaObject",
          "defineMethod",
          "defineStaticMethod",
          "getProperty",
          "setProperty",
          "callMethod",
          "callFunction",
          "construct",
          "createFunction",
          "createClass",
          "wrapBoolean",
          "unwrapBoolean",
          "wrapObject",
          "javaObjectToJS",
          "isUndefined",
          "instanceOf",
          "stringBuiltinsSupported");

  private static final List<String> EXPORTED =
      List.of(
          "teavm.stringToJs",
          "teavm.exceptionMessage",
          "teavm.js.wrapException",
          "teavm.js.extractException",
          "teavm.js.throwException",
          "teavm.jso.createWrapper",
          "teavm.javaException");

  private ShortNames() {}

  private static Map<String, String> shorter(List<String> names, char first) {
    Map<String, String> shorter = new LinkedHashMap<>();
    for (String name : names) {
      shorter.put(name, String.valueOf((char) (first + shorter.size())));
    }
    return shorter;
  }

  /** The module with the shorter names. */
  public static byte[] in(byte[] wasm) {
    var in = new Input(wasm);
    in.pass(HEADER_BYTES);
    var out = new Output().raw(in.since(0));
    while (in.hasMore()) {
      int id = in.octet();
      String content = new String(in.part().rest(), StandardCharsets.ISO_8859_1);
      if (id == Program.IMPORTS) {
        for (Map.Entry<String, String> each : shorter(IMPORTED, 'a').entrySet()) {
          content = renamed(content, each.getKey(), each.getValue());
          for (int arguments = 0; arguments < 10; arguments++) {
            content = renamed(content, each.getKey() + arguments, each.getValue() + arguments);
          }
        }
      } else if (id == EXPORTS) {
        for (Map.Entry<String, String> each : shorter(EXPORTED, 'A').entrySet()) {
          content = renamed(content, each.getKey(), each.getValue());
        }
      }
      out.octet(id).part(content.getBytes(StandardCharsets.ISO_8859_1));
    }
    return out.toBytes();
  }

  /** Each name is preceded by its length. */
  private static String renamed(String content, String from, String to) {
    return content.replace((char) from.length() + from, (char) to.length() + to);
  }

  /** Our runtime with them: it has each import as a key, and names each export in brackets. */
  public static String inRuntime(String script) {
    String renamed = script;
    for (Map.Entry<String, String> each : shorter(IMPORTED, 'a').entrySet()) {
      renamed = renamed.replace("\n    " + each.getKey() + ": ", "\n    " + each.getValue() + ": ");
    }
    for (Map.Entry<String, String> each : shorter(EXPORTED, 'A').entrySet()) {
      renamed = renamed.replace("[\"" + each.getKey() + "\"]", "." + each.getValue());
      renamed = renamed.replace('"' + each.getKey() + '"', '"' + each.getValue() + '"');
    }
    return renamed;
  }
}
