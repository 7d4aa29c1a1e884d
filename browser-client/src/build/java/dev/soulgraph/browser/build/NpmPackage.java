package dev.soulgraph.browser.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The folder that {@code npm pack} makes a file of. */
final class NpmPackage {
  private final Path sources;
  private final Path target;
  private final Path folder;

  NpmPackage(Path sources, Path target) {
    this.sources = sources;
    this.target = target;
    this.folder = target.resolve("package");
  }

  /** Of the files that nodes serve, and of entries for other surroundings than a node's page. */
  void fill(Dist dist, Modules modules, Bundler bundler, String version) throws IOException {
    Dist.empty(folder);
    Files.createDirectories(folder.resolve("assets"));
    for (Dist.Entry entry : dist.entries()) {
      if (entry.path().equals("soulgraph.model.js")) {
        continue; // here it is an entry that shares files with the others
      }
      byte[] content = dist.read(entry);
      Files.write(folder.resolve(entry.path()), content);
      if (entry.path().endsWith(".wasm")) {
        Files.writeString(folder.resolve(entry.path() + ".js"), inline(content));
      }
    }
    addEntries(modules, bundler, "either", Map.of("soulgraph", "index.js"));
    addEntries(
        modules,
        bundler,
        "inline",
        Map.of(
            "inline", "index.js",
            "node", "node/node.js",
            "folder", "node/folder.js",
            "gun", "gun/gun.js",
            "model", "model/model.js",
            "react", "frameworks/react.js",
            "svelte", "frameworks/svelte.js",
            "yjs", "text/yjs.js"));
    for (String types :
        List.of("folder.d.ts", "gun.d.ts", "react.d.ts", "svelte.d.ts", "yjs.d.ts")) {
      copy(sources.resolve("main/js").resolve(types));
    }
    copy(sources.resolveSibling("../LICENSE"));
    copy(sources.resolve("build/npm/README.md"));
    String description = Files.readString(sources.resolve("build/npm/package.json"));
    Files.writeString(folder.resolve("package.json"), description.replace("VERSION", version));
  }

  /**
   * @param assets in what way they load the compiled files
   * @param entries names and modules
   */
  private void addEntries(
      Modules modules, Bundler bundler, String assets, Map<String, String> entries)
      throws IOException {
    Path made = target.resolve(assets);
    Dist.empty(made);
    Path written = modules.write(made.resolve("src"), "assets-" + assets + ".js");
    Map<String, Path> files = new LinkedHashMap<>();
    entries.forEach((name, module) -> files.put(name, written.resolve(module)));
    bundler.split(files, made);
    try (Stream<Path> results = Files.list(made)) {
      for (Path file : results.filter(Files::isRegularFile).toList()) {
        copy(file);
      }
    }
  }

  private void copy(Path file) throws IOException {
    Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
  }

  private static String inline(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (var out = new DeflaterOutputStream(packed, deflater)) {
      out.write(content);
    } finally {
      deflater.end();
    }
    String text = Base64.getEncoder().encodeToString(packed.toByteArray());
    return "export default \"" + text + "\";\n";
  }
}
