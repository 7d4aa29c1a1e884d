package dev.soulgraph.node.cli.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record with its nesting gone: paths such as {@code name.common}, in the order of the input. */
final class Fields {
  /** The field that names a record's soul, unless a template does. */
  static final String SOUL = "soul";

  private final Map<String, Field> byPath = new LinkedHashMap<>();
  private @Nullable Field soul;

  /** Where a path comes twice, the last one holds, and stands where it came last. */
  void put(String path, Field field) {
    byPath.remove(path);
    byPath.put(path, field);
  }

  /** The record's own {@code soul}, told apart from a property of that name ({@code $soul}). */
  void putSoul(Field field) {
    soul = field;
  }

  @Nullable Field soul() {
    return soul;
  }

  @Nullable Field get(String path) {
    return path.equals(SOUL) && soul != null ? soul : byPath.get(path);
  }

  Map<String, Field> byPath() {
    return byPath;
  }
}
