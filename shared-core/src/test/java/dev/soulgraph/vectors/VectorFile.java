package dev.soulgraph.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the files in {@code src/test/resources/vectors}. */
record VectorFile(String name, String about, List<Case> cases) {
  private static final String FORMAT = "soulgraph vectors 1";

  String json() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("format", FORMAT);
    file.put("about", about);
    file.put("cases", cases.stream().map(Case::fields).toList());
    return Json.write(file);
  }

  static String stored(String name) {
    try (InputStream in = VectorFile.class.getResourceAsStream("/vectors/" + name + ".json")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Case> cases(String json) {
    Case file = Case.of(Json.read(json));
    if (!file.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("not " + FORMAT + ": " + file.text("format"));
    }
    return file.cases("cases");
  }
}
