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
  /**
   * What a test has in its hand, in place of what the surrounding gives everybody: time, chance,
   * and what would answer at a time of its own. {@code assets} are those of the entry.
   */
  private static final List<String> GIVEN =
      List.of(
          "setTimeout",
          "clearTimeout",
          "setInterval",
          "clearInterval",
          "Date",
          "Math",
          "crypto",
          "CompressionStream",
          "assets");

  private final Path sources;
  private final Path target;
  private final Path folder;
  private final Map<String, byte[]> relay;

  /**
   * @param relay files that only the entry for tests needs, by their names below {@code assets/}
   */
  NpmPackage(Path sources, Path target, Map<String, byte[]> relay) {
    this.sources = sources;
    this.target = target;
    this.relay = relay;
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
      addFile(entry.path(), dist.read(entry));
    }
    for (Map.Entry<String, byte[]> file : relay.entrySet()) {
      addFile("assets/" + file.getKey(), file.getValue());
    }
    Path inside = target.resolve("inside.js");
    Path given = modules.write(target.resolve("given"), "assets-given.js");
    bundler.function(given.resolve("testing/inside.js"), inside, GIVEN);
    modules.add("testing/made.js", Files.readString(inside));
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
            "testing", "testing/testing.js",
            "yjs", "text/yjs.js"));
    for (String types :
        List.of(
            "folder.d.ts", "gun.d.ts", "react.d.ts", "svelte.d.ts", "testing.d.ts", "yjs.d.ts")) {
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

  private void addFile(String path, byte[] content) throws IOException {
    Files.write(folder.resolve(path), content);
    if (path.endsWith(".wasm")) {
      Files.writeString(folder.resolve(path + ".js"), inline(content));
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
