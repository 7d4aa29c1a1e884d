package dev.soulgraph.browser.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of what a node serves to pages, each file beside its compressed forms, and the list of
 * them.
 */
final class Dist {
  /**
   * What is stored at {@code path}: its media type, whether it never changes, and its sizes in
   * bytes.
   */
  record Entry(
      String path, String type, boolean immutable, String sha256, int raw, int gzip, int brotli) {}

  private final Path folder;
  private final List<Entry> entries = new ArrayList<>();

  /** Begins with an empty folder. */
  Dist(Path folder) throws IOException {
    this.folder = folder;
    empty(folder);
  }

  /** Makes a folder, or takes everything out of it. */
  static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }

  /**
   * Stores a file whose name carries its content's hash, below {@code assets/}; returns the name.
   */
  String addHashed(String name, String type, byte[] content) throws IOException {
    String hashed = hashed(name, content);
    add("assets/" + hashed, type, true, content);
    return hashed;
  }

  static String hashed(String name, byte[] content) {
    int dot = name.lastIndexOf('.');
    String hash = Fingerprint.of(content).substring(0, 12);
    return name.substring(0, dot) + "-" + hash + name.substring(dot);
  }

  void add(String path, String type, byte[] content) throws IOException {
    add(path, type, false, content);
  }

  private void add(String path, String type, boolean immutable, byte[] content) throws IOException {
    byte[] gzip = Compression.gzip(content);
    byte[] brotli = Compression.brotli(content);
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    Files.write(file.resolveSibling(file.getFileName() + ".gz"), gzip);
    Files.write(file.resolveSibling(file.getFileName() + ".br"), brotli);
    entries.add(
        new Entry(
            path,
            type,
            immutable,
            Fingerprint.of(content),
            content.length,
            gzip.length,
            brotli.length));
  }

  byte[] read(Entry entry) throws IOException {
    return Files.readAllBytes(folder.resolve(entry.path));
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Writes {@code manifest.json}. Paths, types and hashes need no escapes. */
  void writeManifest() throws IOException {
    String files =
        entries.stream()
            .map(
                entry ->
                    String.join(
                        ", ",
                        "    {\"path\": \"" + entry.path + '"',
                        "\"type\": \"" + entry.type + '"',
                        "\"immutable\": " + entry.immutable,
                        "\"sha256\": \"" + entry.sha256 + '"',
                        "\"bytes\": " + entry.raw,
                        "\"gzip\": " + entry.gzip,
                        "\"brotli\": " + entry.brotli + "}"))
            .collect(Collectors.joining(",\n"));
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\n  \"files\": [\n" + files + "\n  ]\n}\n",
        StandardCharsets.UTF_8);
  }
}
