package dev.soulgraph.node.cli.json;

import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;

/**
 * A set is a node of its own with one property an element: for a link {@code @} and its soul, for a
 * plain value its JSON text. JavaScript's sets are spelled alike.
 */
final class Elements {
  private static final int KEY_MAX_BYTES = 600;

  private Elements() {}

  /** Where the set of a node's field lies. */
  static Soul set(Soul node, String field) {
    return Soul.of(node.text() + "/" + field);
  }

  /**
   * @throws SoulgraphException {@code value-unsupported}, {@code value-too-large}
   */
  static String key(Value element) {
    if (element instanceof Value.Link link) {
      return "@" + link.soul().text();
    }
    String key;
    if (element instanceof Value.Text text) {
      key = JsonText.quoted(text.value());
    } else if (element instanceof Value.Num number) {
      key = Numbers.ecma(number.value());
    } else if (element instanceof Value.Bool bool) {
      key = Boolean.toString(bool.value());
    } else {
      throw new SoulgraphException(
          Code.VALUE_UNSUPPORTED, "a set holds links, texts, numbers and booleans", "");
    }
    if (Utf8.length(key) > KEY_MAX_BYTES) {
      throw new SoulgraphException(
          Code.VALUE_TOO_LARGE,
          "a set's plain value has at most " + KEY_MAX_BYTES + " bytes as JSON",
          Utf8.length(key) + " bytes");
    }
    return key;
  }
}
