package dev.soulgraph.browser.build;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes few minified ES modules of many, with esbuild's executable from the class path. */
final class Bundler {
  /**
   * What our modules alone call each other's properties: no page, no compiled module and no browser
   * knows them, so they get short names, the same in all files.
   */
  static final List<String> INTERNAL =
      List.of(
          "core",
          "ask",
          "tell",
          "transport",
          "turns",
          "onAny",
          "onSoul",
          "onMark",
          "touched",
          "parts",
          "presences",
          "receipts",
          "writer",
          "builds",
          "board",
          "goOffline",
          "caughtUp",
          "reachable",
          "configured",
          "watched",
          "members",
          "covers",
          "owns",
          "relayOf",
          "idle",
          "settled",
          "below",
          "problem",
          "refuse",
          "heard",
          "draw",
          "sharing",
          "attempt",
          "leads",
          "connects",
          "switched",
          "listeners",
          "readIdentity",
          "claimIdentity",
          "replaceIdentity",
          "deafen",
          "listen");

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Path executable;
  private final Path names;

  /**
   * @param folder receives the executable, and keeps it for the next build
   */
  Bundler(Path folder) throws IOException {
    Files.createDirectories(folder);
    names = folder.resolve("names.json");
    Files.writeString(
        names,
        IntStream.range(0, INTERNAL.size())
            .mapToObj(i -> '"' + INTERNAL.get(i) + "\": \"" + LETTERS.charAt(i) + '"')
            .collect(Collectors.joining(",", "{", "}")));
    executable = folder.resolve("esbuild");
    if (Files.exists(executable)) {
      return;
    }
    try (InputStream in = packed().openStream()) {
      Files.copy(in, executable);
    }
    if (!executable.toFile().setExecutable(true)) {
      throw new IOException("Can't make " + executable + " executable");
    }
  }

  /** Makes one file. */
  void bundle(Path entry, Path output) throws IOException {
    run(List.of(entry.toString(), "--outfile=" + output));
  }

  /** Makes a file of each entry, and others of what they share; each names its source map. */
  void split(Map<String, Path> entries, Path folder) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--splitting",
                "--chunk-names=shared-[hash]",
                "--sourcemap=linked",
                "--outdir=" + folder));
    entries.forEach((name, entry) -> options.add(name + "=" + entry));
    run(options);
  }

  /**
   * Makes one file that exports a function {@code make}: with each call the modules are there once
   * more, and see what the call gives them in place of the globals of these names.
   */
  void function(Path entry, Path output, List<String> globals) throws IOException {
    run(
        List.of(
            entry.toString(),
            "--format=iife",
            "--global-name=made",
            "--banner:js=export function make(given) { const {"
                + String.join(", ", globals)
                + "} = given;",
            "--footer:js=return made; }",
            "--outfile=" + output));
  }

  private void run(List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "--bundle",
                "--minify",
                "--format=esm",
                "--target=es2022",
                "--charset=utf8",
                "--legal-comments=none",
                "--mangle-props=^(" + String.join("|", INTERNAL) + ")$",
                "--mangle-cache=" + names,
                "--log-level=warning",
                "--external:./assets/*", // loaded by name when they are needed
                "--external:node:*",
                "--external:react",
                "--external:soulgraph", // the package's own entries, for this surrounding
                "--external:ws",
                "--external:y-protocols",
                "--external:yjs"));
    command.addAll(options);
    var process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("esbuild can't bundle, see above: " + String.join(" ", options));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while bundling", e);
    }
  }

  /**
   * esbuild's npm packages name a platform as Node does, and Maven chose the one for this machine.
   */
  private static URL packed() throws IOException {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String cpu = arch.equals("aarch64") ? "arm64" : "x64";
    String system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "win32" : "linux";
    String suffix = system.equals("win32") ? "esbuild.exe" : "bin/esbuild";
    String maps = "META-INF/importmap.json";
    String prefix = "/_static/" + system + "-" + cpu + "/";
    ClassLoader loader = Bundler.class.getClassLoader();
    for (URL map : Collections.list(loader.getResources(maps))) {
      try (InputStream in = map.openStream()) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int at = text.indexOf(prefix);
        if (at >= 0) {
          int end = text.indexOf('/', at + prefix.length());
          URL found =
              loader.getResource("META-INF/resources" + text.substring(at, end + 1) + suffix);
          if (found != null) {
            return found;
          }
        }
      }
    }
    throw new IOException("No esbuild for " + os + " on " + arch + " is on the class path");
  }
}
