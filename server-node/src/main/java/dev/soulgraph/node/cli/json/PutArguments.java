package dev.soulgraph.node.cli.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code put} is told to write: {@code key=value}, {@code key:=JSON}, {@code key=@soul}. */
public final class PutArguments {
  private PutArguments() {}

  /**
   * The properties, those of sets included; of two for one key the last.
   *
   * @param strings whether every {@code =} value is a text
   * @throws SoulgraphException naming the first rule that is broken
   */
  public static List<Write> parse(
      String soul, List<String> arguments, boolean strings, PublicKey author) {
    Fields fields = new Fields();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new SoulgraphException(
            Code.INPUT_INVALID, "a property is key=value, key:=JSON or key=@soul", argument);
      }
      String value = argument.substring(equals + 1);
      if (argument.charAt(equals - 1) == ':') {
        json(argument.substring(0, equals - 1), value, fields);
      } else {
        String key = argument.substring(0, equals);
        fields.put(key, new Field.One(strings ? Scalars.text(value) : scalar(value)));
      }
    }
    Soul.of(soul);
    fields.putSoul(new Field.One(new Value.Text(soul)));
    Template template = Template.parse("{soul}");
    List<Write> writes =
        new Mapping(template, Map.of(), Set.of(), Set.of(), author)
            .writes(fields, PutArguments::refuse);
    if (writes.isEmpty()) {
      throw new SoulgraphException(Code.COMMIT_INVALID, "a write has at least one property", soul);
    }
    return writes;
  }

  private static void refuse(SoulgraphException foreign) {
    throw foreign;
  }

  /** A link, a JSON scalar where the whole text is one, else the text itself. */
  private static Value scalar(String text) {
    if (text.startsWith("@")) {
      return new Value.Link(Soul.of(text.substring(1)));
    }
    if (!text.equals(text.strip())) {
      return Scalars.text(text);
    }
    try (JsonParser in = Records.FACTORY.createParser(text)) {
      JsonToken token = in.nextToken();
      if (token == null || !token.isScalarValue()) {
        return Scalars.text(text);
      }
      in.getText();
      Value value = Scalars.read(in);
      return in.nextToken() == null ? value : Scalars.text(text);
    } catch (IOException e) {
      return Scalars.text(text);
    }
  }

  private static void json(String key, String text, Fields fields) {
    try (JsonParser in = Records.FACTORY.createParser(text)) {
      if (in.nextToken() == null) {
        throw invalid(key, "nothing", null);
      }
      Flattener.value(in, key).byPath().forEach(fields::put);
      if (in.nextToken() != null) {
        throw invalid(key, "more than one value", null);
      }
    } catch (IOException e) {
      throw invalid(key, String.valueOf(e.getMessage()), e);
    }
  }

  private static SoulgraphException invalid(String key, String found, @Nullable Throwable cause) {
    return new SoulgraphException(
        Code.INPUT_INVALID, "what follows := is one JSON value", key + ": " + found, cause);
  }
}
