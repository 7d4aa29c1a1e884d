package dev.soulgraph.node.http;

import java.util.Map;

/** One flat JSON object of texts and numbers. */
final class Json {
  private Json() {}

  static String object(Map<String, Object> members) {
    StringBuilder out = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          out.append(out.length() == 1 ? "\n  " : ",\n  ");
          text(out, name);
          out.append(": ");
          if (value instanceof Number) {
            out.append(value);
          } else {
            text(out, value.toString());
          }
        });
    return out.append("\n}\n").toString();
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
