package dev.soulgraph.node.http;

import java.util.List;
import java.util.Map;

/** One JSON object of texts, numbers, booleans, and lists of objects. */
final class Json {
  private Json() {}

  static String object(Map<String, Object> members) {
    StringBuilder out = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          out.append(out.length() == 1 ? "\n  " : ",\n  ");
          text(out, name);
          out.append(": ");
          value(out, value);
        });
    return out.append("\n}\n").toString();
  }

  private static void value(StringBuilder out, Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof List<?> list) {
      String between = "";
      out.append('[');
      for (Object each : list) {
        out.append(between).append("\n    ");
        value(out, each);
        between = ",";
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      String between = "";
      out.append('{');
      for (Map.Entry<?, ?> each : map.entrySet()) {
        out.append(between);
        text(out, each.getKey().toString());
        out.append(": ");
        value(out, each.getValue());
        between = ", ";
      }
      out.append('}');
    } else {
      text(out, value.toString());
    }
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
