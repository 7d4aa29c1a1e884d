package dev.soulgraph.browser.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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

  /**
   * Takes what nodes serve, and beside it the same modules with the Wasm files in modules of their
   * own, for where a file can't be fetched.
   */
  void fill(Dist dist, Modules modules, Bundler bundler, String version) throws IOException {
    Dist.empty(folder);
    Files.createDirectories(folder.resolve("assets"));
    for (Dist.Entry entry : dist.entries()) {
      byte[] content = dist.read(entry);
      Files.write(folder.resolve(entry.path()), content);
      if (entry.path().endsWith(".wasm")) {
        Files.writeString(folder.resolve(entry.path() + ".js"), inline(content));
      }
    }
    nameSourceMap("soulgraph.js");
    addEntries(modules, bundler);
    copy(sources.resolve("main/js/folder.d.ts"));
    copy(sources.resolveSibling("../LICENSE"));
    copy(sources.resolve("build/npm/README.md"));
    String description = Files.readString(sources.resolve("build/npm/package.json"));
    Files.writeString(folder.resolve("package.json"), description.replace("VERSION", version));
  }

  /** What nodes serve has no map, so that a page isn't longer for it. */
  private void nameSourceMap(String script) throws IOException {
    String map = script + ".map";
    Path bundled = folder.resolve(script);
    Files.writeString(bundled, Files.readString(bundled) + "//# sourceMappingURL=" + map + "\n");
    copy(target.resolve(map));
  }

  private void addEntries(Modules modules, Bundler bundler) throws IOException {
    Path made = target.resolve("inline");
    Dist.empty(made);
    Path written = modules.write(made.resolve("src"), "assets-inline.js");
    Map<String, Path> entries =
        Map.of(
            "inline", written.resolve("index.js"),
            "node", written.resolve("node/node.js"),
            "folder", written.resolve("node/folder.js"));
    bundler.split(entries, made);
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
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
