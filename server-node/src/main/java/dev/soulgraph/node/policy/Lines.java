package dev.soulgraph.node.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;

/** The lines that go to and fro: a JSON object each. docs/COMMANDS.md describes them. */
final class Lines {
  /** What an answer says. */
  record Said(long id, Answer answer) {}

  private static final JsonFactory JSON = new JsonFactory();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Lines() {}

  /** The lines of a commit's lawful changes. */
  static String of(Question question) {
    StringWriter text = new StringWriter();
    long id = question.firstId;
    for (Leaf leaf : question.part.leaves()) {
      Change change = leaf.change();
      if (change != null) {
        try (JsonGenerator out = JSON.createGenerator(text)) {
          out.writeStartObject();
          out.writeNumberField("id", id++);
          out.writeStringField("address", question.address);
          out.writeBooleanField("offer", question.offer);
          change(out, change);
          out.writeEndObject();
        } catch (IOException e) {
          throw new IllegalStateException("a text takes all that is written", e);
        }
        text.write('\n');
      }
    }
    return text.toString();
  }

  private static void change(JsonGenerator out, Change change) throws IOException {
    out.writeStringField("author", change.author().text());
    out.writeStringField("kind", change.kind() == Change.KIND_ERASE ? "erase" : "property");
    out.writeStringField("soul", change.soul().text());
    out.writeStringField("key", change.key());
    out.writeFieldName("value");
    value(out, change.value());
    // As a text too, for it can have more digits than a double.
    out.writeStringField("state", Long.toString(change.state()));
    out.writeNumberField("stateMs", change.state() >>> Tolerance.COUNTER_BITS);
    out.writeNumberField(
        "size",
        ValueCodec.encode(change.value()).length
            + change.soul().text().length()
            + change.key().length());
  }

  private static void value(JsonGenerator out, Value value) throws IOException {
    if (value instanceof Value.Text text) {
      out.writeString(text.value());
    } else if (value instanceof Value.Num number) {
      out.writeNumber(number.value());
    } else if (value.equals(Value.NULL)) {
      out.writeNull();
    } else if (value.equals(Value.TRUE) || value.equals(Value.FALSE)) {
      out.writeBoolean(value.equals(Value.TRUE));
    } else if (value instanceof Value.Link link) {
      wrapped(out, "$link", link.soul().text());
    } else if (value instanceof Value.Bytes bytes) {
      wrapped(out, "$bytes", BASE64.encodeToString(bytes.value()));
    } else {
      wrapped(out, "$cbor", BASE64.encodeToString(ValueCodec.encode(value)));
    }
  }

  private static void wrapped(JsonGenerator out, String name, String text) throws IOException {
    out.writeStartObject();
    out.writeStringField(name, text);
    out.writeEndObject();
  }

  /**
   * Reads an answer.
   *
   * @throws IOException for what is none
   */
  static Said read(String line) throws IOException {
    long id = -1;
    String verdict = "";
    String reason = "";
    try (JsonParser in = JSON.createParser(line)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("an answer is a JSON object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "id" -> id = in.getLongValue();
          case "verdict" -> verdict = in.getText();
          case "reason" -> reason = in.getText();
          default -> in.skipChildren();
        }
      }
    }
    return new Said(
        id,
        switch (verdict) {
          case "accept" -> Answer.ACCEPT;
          case "shadow" -> Answer.SHADOW;
          case "reject" -> Answer.reject(reason);
          default -> throw new IOException("a verdict is accept, reject or shadow");
        });
  }
}
