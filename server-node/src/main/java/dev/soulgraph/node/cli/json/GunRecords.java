package dev.soulgraph.node.cli.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.soulgraph.auth.Space;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Keys;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A graph as GUN exports it: an object that holds nodes by their souls, or an array of nodes, or
 * node after node. A node's {@code _} holds its soul ({@code #}) and the times of its properties
 * ({@code >}, milliseconds). What isn't lawful here is named and left out; the rest goes in.
 */
public final class GunRecords implements RecordSource {
  private static final String META = "_";
  private static final String SOUL = "#";
  private static final String STATES = ">";

  /** So many units of a state are a millisecond. */
  private static final double UNITS_PER_MS = 1L << Tolerance.COUNTER_BITS;

  private final JsonParser in;
  private final PublicKey author;
  private final WallClock clock;
  private final Consumer<SoulgraphException> leftOut;
  private boolean inGraph;
  private boolean inArray;
  private boolean ended;
  private long count;
  private long line;

  /** The name that the graph has for the node at hand, or empty. */
  private String name = "";

  /**
   * @param clock what lies ahead of it is written as of now
   * @param leftOut told, by record and line, of each thing that can't be kept
   */
  public GunRecords(
      InputStream stream, PublicKey author, WallClock clock, Consumer<SoulgraphException> leftOut) {
    this.author = author;
    this.clock = clock;
    this.leftOut = leftOut;
    try {
      in = Records.FACTORY.createParser(stream);
    } catch (IOException e) {
      throw Records.unreadable(e);
    }
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public @Nullable NodeWrites next() {
    try {
      return advance() ? new Node().read() : null;
    } catch (SoulgraphException e) {
      throw placed(e);
    } catch (JacksonException e) {
      ended = true;
      throw new SoulgraphException(
          Code.INPUT_INVALID, "the input is JSON", place() + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      ended = true;
      throw Records.unreadable(e);
    }
  }

  @Override
  public boolean skip() {
    try {
      if (ended || !advance()) {
        return false;
      }
      while (toValue()) {
        in.skipChildren();
        in.nextToken();
      }
      return true;
    } catch (SoulgraphException | IOException e) {
      ended = true;
      return false;
    }
  }

  /** From a property's name to its value; false at the node's end. */
  private boolean toValue() throws IOException {
    JsonToken token = in.currentToken();
    if (token == JsonToken.FIELD_NAME) {
      in.nextToken();
    }
    return token != JsonToken.END_OBJECT;
  }

  /** To the first property of the next node, or to its value, or to the node's end. */
  private boolean advance() throws IOException {
    name = "";
    JsonToken token = ended ? null : pastBrackets(in.nextToken());
    if (token == null) {
      ended = true;
      return false;
    }
    if (token == JsonToken.START_OBJECT && !inGraph) {
      token = in.nextToken();
      if (inArray || token != JsonToken.FIELD_NAME || in.currentName().equals(META)) {
        return met();
      }
      // A node whose meta comes later, or a graph: a graph begins with a node.
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return met();
      }
      inGraph = true;
      return inNode();
    }
    if (token == JsonToken.FIELD_NAME && in.nextToken() == JsonToken.START_OBJECT) {
      return inNode();
    }
    met();
    in.skipChildren();
    throw new SoulgraphException(
        Code.INPUT_INVALID, "a graph of GUN's holds nodes, which are objects", in.getText());
  }

  /** Past what begins an array, or ends one or a graph; in a loop, for there may be any number. */
  private @Nullable JsonToken pastBrackets(@Nullable JsonToken first) throws IOException {
    JsonToken token = first;
    while (true) {
      if (token == JsonToken.START_ARRAY && !inArray && !inGraph) {
        inArray = true;
      } else if (token == JsonToken.END_ARRAY && inArray) {
        inArray = false;
      } else if (token == JsonToken.END_OBJECT && inGraph) {
        inGraph = false;
      } else {
        return token;
      }
      token = in.nextToken();
    }
  }

  private boolean inNode() throws IOException {
    name = in.currentName();
    in.nextToken();
    return met();
  }

  private boolean met() {
    count++;
    line = in.currentTokenLocation().getLineNr();
    return true;
  }

  private SoulgraphException placed(SoulgraphException e) {
    return new SoulgraphException(e.code(), e.rule(), place() + ": " + e.value(), e);
  }

  private String place() {
    return "record " + count + ", line " + line + (name.isEmpty() ? "" : ", " + name);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw Records.unreadable(e);
    }
  }

  private final class Node {
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Double> times = new LinkedHashMap<>();
    private String soul = name;
    private boolean whole = true;

    NodeWrites read() throws IOException {
      for (; toValue(); in.nextToken()) {
        String key = in.currentName();
        if (key.equals(META)) {
          meta();
        } else {
          lawfully(key, () -> property(key));
        }
      }
      List<Write> writes = new ArrayList<>();
      List<Long> states = new ArrayList<>();
      lawfully(
          "",
          () -> {
            Soul node = Soul.of(soul);
            Space.check(Change.KIND_PROPERTY, node, author);
            for (Map.Entry<String, Value> each : values.entrySet()) {
              writes.add(new Write(node, each.getKey(), each.getValue()));
              states.add(state(times.get(each.getKey())));
            }
          });
      return new NodeWrites(count, writes, states, whole);
    }

    private void property(String key) throws IOException {
      // Read whole before it is judged: the parser then stands behind what is left out.
      Value value =
          in.currentToken().isStructStart()
              ? new Value.Link(Soul.of(target(key)))
              : Scalars.read(in);
      Keys.checkOwner(Keys.check(key), author);
      values.put(key, value);
    }

    private String target(String key) throws IOException {
      String target = null;
      boolean alone = in.currentToken() == JsonToken.START_OBJECT;
      if (alone) {
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          boolean soul = in.nextToken() == JsonToken.VALUE_STRING && name.equals(SOUL);
          alone &= soul;
          target = soul ? in.getText() : target;
          in.skipChildren();
        }
      } else {
        in.skipChildren();
      }
      if (!alone || target == null) {
        throw new SoulgraphException(
            Code.VALUE_INVALID, "a node holds plain values and links, {\"#\": SOUL}", key);
      }
      return target;
    }

    private void meta() throws IOException {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        in.skipChildren();
        return;
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String key = in.currentName();
        JsonToken token = in.nextToken();
        if (key.equals(SOUL) && token == JsonToken.VALUE_STRING) {
          soul = in.getText();
        } else if (key.equals(STATES) && token == JsonToken.START_OBJECT) {
          while (in.nextToken() != JsonToken.END_OBJECT) {
            String property = in.currentName();
            if (in.nextToken().isNumeric()) {
              times.put(property, in.getDoubleValue());
            } else {
              in.skipChildren();
            }
          }
        } else {
          in.skipChildren();
        }
      }
    }

    /** GUN's time, if a change may have it, else {@link NodeWrites#NOW}. */
    private long state(@Nullable Double ms) {
      if (ms == null || !(ms > 0)) {
        return NodeWrites.NOW;
      }
      double state = ms * UNITS_PER_MS;
      boolean lawful =
          state < Long.MAX_VALUE
              && Tolerance.of((long) state, clock.nowMs()) == Tolerance.Verdict.MERGE;
      return lawful ? (long) state : NodeWrites.NOW;
    }

    private void lawfully(String key, Step step) throws IOException {
      try {
        step.run();
      } catch (SoulgraphException e) {
        whole = false;
        String value = key.isEmpty() ? e.value() : key + ": " + e.value();
        leftOut.accept(placed(new SoulgraphException(e.code(), e.rule(), value, e)));
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
