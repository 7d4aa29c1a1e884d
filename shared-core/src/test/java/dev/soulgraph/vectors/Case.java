package dev.soulgraph.vectors;

import dev.soulgraph.graph.Hex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One vector: named fields. Bytes are lowercase hex, states decimal text. */
final class Case {
  private final Map<String, Object> fields;

  private Case(Map<String, Object> fields) {
    this.fields = fields;
  }

  static Case named(String name) {
    return new Case(new LinkedHashMap<>()).with("name", name);
  }

  static Case of(Object json) {
    Map<String, Object> fields = new LinkedHashMap<>();
    ((Map<?, ?>) json).forEach((name, value) -> fields.put((String) name, value));
    return new Case(fields);
  }

  Case with(String name, Object value) {
    Object plain = value instanceof byte[] bytes ? Hex.encode(bytes) : value;
    fields.put(name, plain instanceof Integer number ? (Object) number.longValue() : plain);
    return this;
  }

  Map<String, Object> fields() {
    return fields;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  private Object get(String name) {
    return Objects.requireNonNull(fields.get(name), () -> "no " + name + " in " + this);
  }

  String text(String name) {
    return (String) get(name);
  }

  byte[] bytes(String name) {
    return Hex.decode(text(name));
  }

  int number(String name) {
    return Math.toIntExact((Long) get(name));
  }

  boolean flag(String name) {
    return (Boolean) get(name);
  }

  List<?> list(String name) {
    return (List<?>) get(name);
  }

  List<Case> cases(String name) {
    List<Case> cases = new ArrayList<>();
    for (Object each : list(name)) {
      cases.add(of(each));
    }
    return cases;
  }

  @Override
  public String toString() {
    return String.valueOf(fields.get("name"));
  }
}
