package dev.soulgraph.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much JSON as the vectors need: objects, arrays, strings, whole numbers, true and false. */
final class Json {
  private static final int LINE_MAX = 100;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object read(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.blank();
    if (json.at != text.length()) {
      throw json.unexpected();
    }
    return value;
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("unexpected JSON at character " + at);
  }

  private void blank() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private boolean take(char c) {
    blank();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw unexpected();
    }
  }

  private Object value() {
    blank();
    if (take('{')) {
      Map<String, Object> object = new LinkedHashMap<>();
      while (!take('}')) {
        if (!object.isEmpty()) {
          expect(',');
        }
        expect('"');
        String name = string();
        expect(':');
        object.put(name, value());
      }
      return object;
    }
    if (take('[')) {
      List<Object> array = new ArrayList<>();
      while (!take(']')) {
        if (!array.isEmpty()) {
          expect(',');
        }
        array.add(value());
      }
      return array;
    }
    return take('"') ? string() : word();
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\') {
        c = text.charAt(at++);
        if (c == 'u') {
          c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
          at += 4;
        }
      }
      out.append(c);
    }
    at++;
    return out.toString();
  }

  private Object word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "" -> throw unexpected();
      default -> Long.parseLong(word);
    };
  }

  /** What is short stands on one line, so that the files can be read. */
  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, "");
    return out.append('\n').toString();
  }

  private static void write(StringBuilder out, Object value, String indent) {
    String flat = flat(value);
    if (flat.length() + indent.length() <= LINE_MAX || value instanceof String) {
      out.append(flat);
      return;
    }
    String deeper = indent + "  ";
    String separator = "\n" + deeper;
    if (value instanceof Map<?, ?> object) {
      out.append('{');
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        out.append(separator).append(flat(entry.getKey())).append(": ");
        write(out, entry.getValue(), deeper);
        separator = ",\n" + deeper;
      }
      out.append('\n').append(indent).append('}');
    } else {
      out.append('[');
      for (Object each : (List<?>) value) {
        out.append(separator);
        write(out, each, deeper);
        separator = ",\n" + deeper;
      }
      out.append('\n').append(indent).append(']');
    }
  }

  private static String flat(Object value) {
    StringBuilder out = new StringBuilder();
    String separator = "";
    if (value instanceof Map<?, ?> object) {
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        out.append(separator).append(flat(entry.getKey())).append(": ");
        out.append(flat(entry.getValue()));
        separator = ", ";
      }
      return "{" + out + "}";
    }
    if (value instanceof List<?> array) {
      for (Object each : array) {
        out.append(separator).append(flat(each));
        separator = ", ";
      }
      return "[" + out + "]";
    }
    return value instanceof String string ? quoted(string) : String.valueOf(value);
  }

  private static String quoted(String string) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
