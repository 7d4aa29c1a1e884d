package dev.soulgraph.node.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of files that are served at all, by their names' endings. */
record MediaType(String text, boolean compressible) {
  private static final Map<String, MediaType> BY_ENDING =
      Map.ofEntries(
          Map.entry("html", new MediaType("text/html; charset=utf-8", true)),
          Map.entry("js", new MediaType("text/javascript; charset=utf-8", true)),
          Map.entry("mjs", new MediaType("text/javascript; charset=utf-8", true)),
          Map.entry("ts", new MediaType("application/typescript; charset=utf-8", true)),
          Map.entry("css", new MediaType("text/css; charset=utf-8", true)),
          Map.entry("json", new MediaType("application/json", true)),
          Map.entry("map", new MediaType("application/json", true)),
          Map.entry("webmanifest", new MediaType("application/manifest+json", true)),
          Map.entry("svg", new MediaType("image/svg+xml", true)),
          Map.entry("txt", new MediaType("text/plain; charset=utf-8", true)),
          Map.entry("wasm", new MediaType("application/wasm", true)),
          Map.entry("png", new MediaType("image/png", false)),
          Map.entry("ico", new MediaType("image/x-icon", false)),
          Map.entry("woff2", new MediaType("font/woff2", false)));

  static @Nullable MediaType of(String path) {
    return BY_ENDING.get(path.substring(path.lastIndexOf('.') + 1));
  }
}
