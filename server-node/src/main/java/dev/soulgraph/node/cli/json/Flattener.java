package dev.soulgraph.node.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads one JSON object into flat fields. What can't be stored becomes a {@link Field.Bad} where it
 * stands, so that a field which nobody wants stored harms nobody.
 */
final class Flattener {
  private final JsonParser in;
  private final Set<String> kept;
  private final Fields fields = new Fields();

  /**
   * @param kept the paths whose JSON is stored as a text
   */
  private Flattener(JsonParser in, Set<String> kept) {
    this.in = in;
    this.kept = kept;
  }

  /** The record whose opening brace is the parser's present token. */
  static Fields record(JsonParser in, Set<String> kept) throws IOException {
    Flattener flattener = new Flattener(in, kept);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (name.equals(Fields.SOUL) && in.currentToken().isScalarValue()) {
        flattener.fields.putSoul(flattener.one(name));
      } else {
        flattener.field(unescaped(name));
      }
    }
    return flattener.fields;
  }

  /** One value, whatever it is, at a path. */
  static Fields value(JsonParser in, String path) throws IOException {
    Flattener flattener = new Flattener(in, Set.of());
    flattener.field(path);
    return flattener.fields;
  }

  /** A property named {@code soul} is written {@code $soul}, one named so {@code $$soul}. */
  private static String unescaped(String name) {
    return name.startsWith("$") && NodeText.isEscapable(name) ? name.substring(1) : name;
  }

  private void field(String path) throws IOException {
    if (kept.contains(path)) {
      fields.put(path, json(path));
    } else if (in.currentToken() == JsonToken.START_OBJECT) {
      object(path);
    } else if (in.currentToken() == JsonToken.START_ARRAY) {
      fields.put(path, many(path));
    } else {
      fields.put(path, one(path));
    }
  }

  private Field one(String path) throws IOException {
    try {
      return new Field.One(Scalars.read(in));
    } catch (SoulgraphException e) {
      return bad(e, path);
    }
  }

  private Field json(String path) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Records.FACTORY.createGenerator(text)) {
      out.copyCurrentStructureExact(in);
    }
    try {
      return new Field.One(Scalars.text(text.toString()));
    } catch (SoulgraphException e) {
      return bad(e, path);
    }
  }

  private void object(String path) throws IOException {
    boolean first = true;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (first && Tagged.isTag(name) && in.currentToken() == JsonToken.VALUE_STRING) {
        String content = in.getText();
        if (in.nextToken() == JsonToken.END_OBJECT) {
          fields.put(path, tagged(name, content, path));
          return;
        }
        fields.put(path + "." + name, text(content, path + "." + name));
        name = in.currentName();
        in.nextToken();
      }
      first = false;
      field(path + "." + name);
    }
  }

  private static Field text(String content, String path) {
    try {
      return new Field.One(Scalars.text(content));
    } catch (SoulgraphException e) {
      return bad(e, path);
    }
  }

  private static Field tagged(String tag, String content, String path) {
    try {
      return new Field.One(Tagged.read(tag, content));
    } catch (SoulgraphException e) {
      return bad(e, path);
    }
  }

  private Field many(String path) throws IOException {
    List<Value> values = new ArrayList<>();
    Field.Bad bad = null;
    for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
      Field element = element(path + "[" + i + "]");
      if (element instanceof Field.One one) {
        values.add(one.value());
      } else if (bad == null && element instanceof Field.Bad broken) {
        bad = broken;
      }
    }
    return bad == null ? new Field.Many(values) : bad;
  }

  private Field element(String path) throws IOException {
    JsonToken token = in.currentToken();
    if (token == JsonToken.START_ARRAY) {
      in.skipChildren();
      return unsupported("an array holds no arrays", path);
    }
    if (token == JsonToken.START_OBJECT) {
      return elementObject(path);
    }
    Field one = one(path);
    return one.equals(new Field.One(Value.NULL))
        ? unsupported("an array holds no null", path)
        : one;
  }

  /** A link; any other object in an array has no soul of its own to be stored at. */
  private Field elementObject(String path) throws IOException {
    Fields inner = new Flattener(in, Set.of()).nested(path);
    Field link = inner.byPath().get(path);
    if (link instanceof Field.Bad) {
      return link;
    }
    return link instanceof Field.One one && one.value() instanceof Value.Link
        ? one
        : unsupported("an array holds no objects but links", path);
  }

  private Fields nested(String path) throws IOException {
    object(path);
    return fields;
  }

  private static Field unsupported(String rule, String path) {
    return new Field.Bad(new SoulgraphException(Code.VALUE_UNSUPPORTED, rule, path));
  }

  private static Field.Bad bad(SoulgraphException e, String path) {
    String value = e.value().isEmpty() ? path : path + ": " + e.value();
    return new Field.Bad(new SoulgraphException(e.code(), e.rule(), value, e));
  }
}
