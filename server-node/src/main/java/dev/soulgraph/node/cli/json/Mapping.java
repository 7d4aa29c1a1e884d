package dev.soulgraph.node.cli.json;

import dev.soulgraph.auth.Space;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Keys;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** How records become nodes: where their soul comes from, which fields are links, what is left. */
public final class Mapping {
  private final Template soul;
  private final Map<String, Template> links;
  private final Set<String> skipped;
  private final Set<String> kept;
  private final PublicKey author;
  private final Set<String> unmet = new TreeSet<>();

  /**
   * @param links by path
   * @param skipped paths that are left out, with everything below
   * @param kept paths whose JSON is stored as a text
   */
  public Mapping(
      Template soul,
      Map<String, Template> links,
      Set<String> skipped,
      Set<String> kept,
      PublicKey author) {
    this.soul = soul;
    this.links = links;
    this.skipped = skipped;
    this.kept = kept;
    this.author = author;
    unmet.addAll(links.keySet());
    unmet.addAll(skipped);
    unmet.addAll(kept);
  }

  /** The paths given by name that no record has had so far. */
  public Set<String> unmet() {
    return unmet;
  }

  Set<String> kept() {
    return kept;
  }

  /**
   * The record's properties, those of its sets included; the same soul and key once.
   *
   * @param foreign told of what belongs to another author, which is left out unless this throws
   * @throws SoulgraphException naming the first rule that the record breaks
   */
  List<Write> writes(Fields fields, Consumer<SoulgraphException> foreign) {
    Soul node = Soul.of(soul.fill(fields, null));
    try {
      Space.check(Change.KIND_PROPERTY, node, author);
    } catch (SoulgraphException e) {
      if (e.code() != Code.NOT_OWNER) {
        throw e;
      }
      foreign.accept(e);
      return List.of();
    }
    Sink sink = new Sink(node, fields, foreign);
    Field own = fields.soul();
    if (own != null && !soul.uses(Fields.SOUL) && !fields.byPath().containsKey(Fields.SOUL)) {
      sink.field(Fields.SOUL, own);
    }
    fields.byPath().forEach(sink::field);
    return sink.writes;
  }

  private boolean isSkipped(String path) {
    for (int dot = path.length(); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
      String outer = path.substring(0, dot);
      if (skipped.contains(outer)) {
        unmet.remove(outer);
        return true;
      }
    }
    return false;
  }

  private final class Sink {
    private final Soul node;
    private final Fields fields;
    private final Consumer<SoulgraphException> foreign;
    private final List<Write> writes = new ArrayList<>();

    Sink(Soul node, Fields fields, Consumer<SoulgraphException> foreign) {
      this.foreign = foreign;
      this.node = node;
      this.fields = fields;
    }

    void field(String path, Field field) {
      if (!skipped.isEmpty() && isSkipped(path)) {
        return;
      }
      if (!unmet.isEmpty()) {
        unmet.remove(path);
      }
      if (field instanceof Field.One one) {
        add(node, path, linked(path, one.value()));
      } else if (field instanceof Field.Many many) {
        set(path, many.values());
      } else if (field instanceof Field.Bad bad) {
        throw bad.refusal();
      }
    }

    private void set(String path, List<Value> values) {
      if (values.isEmpty()) {
        return;
      }
      Soul set = Elements.set(node, path);
      Set<String> seen = new HashSet<>();
      for (Value value : values) {
        Value element = linked(path, value);
        String key = Elements.key(element);
        if (seen.add(key)) {
          add(set, key, element);
        }
      }
    }

    private void add(Soul soul, String key, Value value) {
      try {
        Keys.checkOwner(Keys.check(key), author);
      } catch (SoulgraphException e) {
        if (e.code() == Code.KEY_NOT_OWN) {
          foreign.accept(e);
          return;
        }
        throw new SoulgraphException(e.code(), e.rule(), key + ": " + e.value(), e);
      }
      writes.add(new Write(soul, key, value));
    }

    private Value linked(String path, Value value) {
      Template link = links.get(path);
      if (link == null || value instanceof Value.Null || value instanceof Value.Link) {
        return value;
      }
      if (value instanceof Value.Bytes || value instanceof Value.Opaque) {
        throw new SoulgraphException(
            Code.VALUE_UNSUPPORTED, "a link is made of a text, number or boolean", path);
      }
      return new Value.Link(Soul.of(link.fill(fields, value)));
    }
  }
}
