package dev.soulgraph.node.cli.json;

import dev.soulgraph.graph.Value;
import java.util.Map;

/**
 * A node as one JSON object, {@code soul} first: what {@code get} and {@code export} write and
 * {@code import} takes back. Keys stay flat. A property named {@code soul} is written {@code
 * $soul}, one named {@code $soul} {@code $$soul}, and so on; every other key stands for itself.
 */
public final class NodeText {
  private NodeText() {}

  /** On one line, without its end. */
  public static String line(String soul, Map<String, Value> properties) {
    return write(soul, properties, "", ":");
  }

  /** For people: a property a line. */
  public static String pretty(String soul, Map<String, Value> properties) {
    return write(soul, properties, "\n  ", ": ");
  }

  private static String write(
      String soul, Map<String, Value> properties, String separator, String colon) {
    StringBuilder out = new StringBuilder();
    out.append('{').append(separator).append("\"soul\"").append(colon);
    JsonText.quote(soul, out);
    properties.forEach(
        (key, value) -> {
          out.append(',').append(separator);
          JsonText.quote(isEscapable(key) ? "$" + key : key, out);
          out.append(colon);
          value(value, out);
        });
    return out.append(separator.isEmpty() ? "" : "\n").append('}').toString();
  }

  /** Whether a key is {@code soul} behind any number of {@code $}. */
  static boolean isEscapable(String key) {
    int dollars = key.length() - Fields.SOUL.length();
    return dollars >= 0
        && key.endsWith(Fields.SOUL)
        && key.substring(0, dollars).equals("$".repeat(dollars));
  }

  private static void value(Value value, StringBuilder out) {
    if (value instanceof Value.Text text) {
      JsonText.quote(text.value(), out);
    } else if (value instanceof Value.Num number) {
      out.append(Numbers.exact(number.value()));
    } else if (value instanceof Value.Bool bool) {
      out.append(bool.value());
    } else if (value instanceof Value.Link link) {
      Tagged.write(link, out);
    } else if (value instanceof Value.Bytes bytes) {
      Tagged.write(Tagged.BYTES, bytes.value(), out);
    } else if (value instanceof Value.Opaque opaque) {
      Tagged.write(Tagged.CBOR, opaque.cbor(), out);
    } else {
      out.append("null");
    }
  }
}
