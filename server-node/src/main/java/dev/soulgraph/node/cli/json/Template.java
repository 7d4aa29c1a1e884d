package dev.soulgraph.node.cli.json;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A soul with fields in it: <code>country/{cca3}</code>. Empty braces are the value at hand,
 * doubled ones stand for themselves.
 */
public final class Template {
  private record Piece(boolean field, String text) {}

  private final String source;
  private final List<Piece> pieces;

  private Template(String source, List<Piece> pieces) {
    this.source = source;
    this.pieces = pieces;
  }

  /**
   * @throws SoulgraphException {@code input-invalid}
   */
  public static Template parse(String source) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      boolean brace = c == '{' || c == '}';
      if (brace && i + 1 < source.length() && source.charAt(i + 1) == c) {
        literal.append(c);
        i++;
      } else if (c == '{') {
        int end = source.indexOf('}', i);
        if (end < 0) {
          throw unbalanced(source);
        }
        pieces.add(new Piece(false, literal.toString()));
        pieces.add(new Piece(true, source.substring(i + 1, end)));
        literal.setLength(0);
        i = end;
      } else if (c == '}') {
        throw unbalanced(source);
      } else {
        literal.append(c);
      }
    }
    pieces.add(new Piece(false, literal.toString()));
    return new Template(source, pieces);
  }

  private static SoulgraphException unbalanced(String source) {
    return new SoulgraphException(
        Code.INPUT_INVALID, "a template's braces come in pairs around a field's name", source);
  }

  /** Whether it takes the field of this path; the empty path is the value at hand. */
  public boolean uses(String path) {
    return pieces.stream().anyMatch(piece -> piece.field() && piece.text().equals(path));
  }

  /** Whether all souls that it makes differ at all. */
  public boolean usesAny() {
    return pieces.size() > 1;
  }

  /**
   * @param hand the value at hand
   * @throws SoulgraphException {@code input-invalid} for a field that is missing or no plain value
   */
  String fill(Fields fields, @Nullable Value hand) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      if (!piece.field()) {
        filled.append(piece.text());
      } else if (piece.text().isEmpty() && hand != null) {
        filled.append(plain(hand, piece.text()));
      } else {
        filled.append(text(fields, piece.text()));
      }
    }
    return filled.toString();
  }

  private String text(Fields fields, String path) {
    Field field = fields.get(path);
    if (field == null) {
      throw unfit("the template's field is in every record", path);
    }
    if (field instanceof Field.Bad bad) {
      throw bad.refusal();
    }
    if (field instanceof Field.One one) {
      return plain(one.value(), path);
    }
    throw unfit("a template's field is a text, number or boolean", path);
  }

  private String plain(Value value, String path) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    if (value instanceof Value.Num number) {
      return Numbers.ecma(number.value());
    }
    if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof Value.Link link) {
      return link.soul().text();
    }
    throw unfit("a template's field is a text, number or boolean", path);
  }

  private SoulgraphException unfit(String rule, String path) {
    return new SoulgraphException(Code.INPUT_INVALID, rule, "{" + path + "} of " + source);
  }

  @Override
  public String toString() {
    return source;
  }
}
