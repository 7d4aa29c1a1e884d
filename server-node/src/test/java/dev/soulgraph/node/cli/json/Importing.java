package dev.soulgraph.node.cli.json;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An import's options and what it makes of an input, without a node. */
final class Importing {
  static final PublicKey AUTHOR = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);

  private String soul = "{soul}";
  private final Map<String, Template> links = new HashMap<>();
  private final Set<String> skipped = new HashSet<>();
  private final Set<String> kept = new HashSet<>();

  Importing soul(String template) {
    soul = template;
    return this;
  }

  Importing link(String path, String template) {
    links.put(path, Template.parse(template));
    return this;
  }

  Importing skip(String path) {
    skipped.add(path);
    return this;
  }

  Importing json(String path) {
    kept.add(path);
    return this;
  }

  Mapping mapping() {
    return new Mapping(Template.parse(soul), links, skipped, kept, AUTHOR);
  }

  Records records(String input) {
    return records(input.getBytes(StandardCharsets.UTF_8));
  }

  Records records(byte[] input) {
    return new Records(new ByteArrayInputStream(input), mapping(), REFUSE);
  }

  List<NodeWrites> all(String input) {
    List<NodeWrites> all = new ArrayList<>();
    try (Records records = records(input)) {
      for (NodeWrites next = records.next(); next != null; next = records.next()) {
        all.add(next);
      }
    }
    return all;
  }

  /** What the graph would hold. */
  Map<String, Map<String, Value>> graph(String input) {
    Map<String, Map<String, Value>> graph = new TreeMap<>();
    for (NodeWrites node : all(input)) {
      for (Write write : node.writes()) {
        graph
            .computeIfAbsent(write.soul().text(), soul -> new TreeMap<>())
            .put(write.key(), write.value());
      }
    }
    return graph;
  }

  static final java.util.function.Consumer<SoulgraphException> REFUSE =
      foreign -> {
        throw foreign;
      };
}
