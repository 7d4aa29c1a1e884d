package dev.soulgraph.node.cli.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a JSON array, or of JSON Lines: whatever objects follow each other. One is in
 * memory at a time. A byte order mark is tolerated.
 */
public final class Records implements RecordSource {
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
          .build();

  private final JsonParser in;
  private final Mapping mapping;
  private final Consumer<SoulgraphException> foreign;
  private boolean inArray;
  private boolean ended;
  private long count;
  private long line;

  /**
   * @param foreign told, by record and line, of what is left out because another author owns it
   */
  public Records(InputStream stream, Mapping mapping, Consumer<SoulgraphException> foreign) {
    this.mapping = mapping;
    this.foreign = foreign;
    try {
      in = FACTORY.createParser(stream);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public @Nullable NodeWrites next() {
    try {
      if (!advance()) {
        return null;
      }
      boolean[] partial = new boolean[1];
      List<Write> writes =
          mapping.writes(
              Flattener.record(in, mapping.kept()),
              refusal -> {
                partial[0] = true;
                foreign.accept(placed(refusal));
              });
      return NodeWrites.now(count, writes, !partial[0]);
    } catch (SoulgraphException e) {
      throw placed(e);
    } catch (JacksonException e) {
      ended = true;
      throw new SoulgraphException(
          Code.INPUT_INVALID, "the input is JSON", place() + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      ended = true;
      throw unreadable(e);
    }
  }

  @Override
  public boolean skip() {
    try {
      if (ended || !advance()) {
        return false;
      }
      in.skipChildren();
      return true;
    } catch (SoulgraphException | IOException e) {
      ended = true;
      return false;
    }
  }

  /** To the next record's opening brace. */
  private boolean advance() throws IOException {
    if (ended) {
      return false;
    }
    JsonToken token = in.nextToken();
    if (token == JsonToken.START_ARRAY && !inArray && count == 0) {
      inArray = true;
      token = in.nextToken();
    }
    if (token == JsonToken.END_ARRAY) {
      inArray = false;
      token = in.nextToken();
      if (token == null) {
        ended = true;
        return false;
      }
      throw new SoulgraphException(Code.INPUT_INVALID, "nothing follows the array", "");
    }
    if (token == null) {
      ended = true;
      return false;
    }
    count++;
    line = in.currentTokenLocation().getLineNr();
    if (token != JsonToken.START_OBJECT) {
      in.skipChildren();
      throw new SoulgraphException(Code.INPUT_INVALID, "a record is a JSON object", shown(token));
    }
    return true;
  }

  private String shown(JsonToken token) throws IOException {
    return token == JsonToken.START_ARRAY ? "an array" : in.getText();
  }

  private SoulgraphException placed(SoulgraphException e) {
    return new SoulgraphException(e.code(), e.rule(), place() + ": " + e.value(), e);
  }

  private String place() {
    return "record " + count + ", line " + line;
  }

  static SoulgraphException unreadable(IOException e) {
    return new SoulgraphException(
        Code.INPUT_INVALID, "the input can be read", String.valueOf(e.getMessage()), e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
