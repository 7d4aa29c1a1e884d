package dev.soulgraph.browser.build;

import dev.soulgraph.browser.build.wasm.ShortNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The hand-written modules, and the one beside them that knows the compiled files' names. */
final class Modules {
  private static final String ASSETS = "assets.js";

  private final Path sources;
  private static final String RUNTIME = "teavm-runtime.js";

  private final Map<String, String> names;
  private final Map<String, String> added = new LinkedHashMap<>();

  /**
   * @param names of files by what stands for them in the modules of {@code build/js}
   */
  Modules(Path sources, Map<String, String> names) {
    this.sources = sources;
    this.names = names;
  }

  /**
   * Writes them all into a folder, which it returns.
   *
   * @param assets which of {@code build/js} becomes {@code assets.js}
   */
  Path write(Path folder, String assets) throws IOException {
    Path written = sources.resolve("main/js");
    Path made = sources.resolve("build/js");
    for (Path file : scripts(written)) {
      copy(file, folder.resolve(written.relativize(file).toString()));
    }
    for (Path file : scripts(made)) {
      copy(file, folder.resolve(made.relativize(file).toString()));
    }
    String runtime = Files.readString(made.resolve(RUNTIME));
    Files.writeString(folder.resolve(RUNTIME), ShortNames.inRuntime(runtime));
    String text = Files.readString(made.resolve(assets));
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    Files.writeString(folder.resolve(ASSETS), text);
    for (Map.Entry<String, String> module : added.entrySet()) {
      Files.writeString(folder.resolve(module.getKey()), module.getValue());
    }
    return folder;
  }

  /** One more module, made by the build, for folders that are written from now on. */
  void add(String path, String content) {
    added.put(path, content);
  }

  private static List<Path> scripts(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".js")).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.write(to, Files.readAllBytes(from));
  }
}
