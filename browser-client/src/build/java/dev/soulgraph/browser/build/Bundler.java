package dev.soulgraph.browser.build;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Makes one minified ES module of many, with esbuild's executable from the class path. */
final class Bundler {
  private final Path executable;

  /**
   * @param folder receives the executable, and keeps it for the next build
   */
  Bundler(Path folder) throws IOException {
    executable = folder.resolve("esbuild");
    if (Files.exists(executable)) {
      return;
    }
    Files.createDirectories(folder);
    try (InputStream in = packed().openStream()) {
      Files.copy(in, executable);
    }
    if (!executable.toFile().setExecutable(true)) {
      throw new IOException("Can't make " + executable + " executable");
    }
  }

  void bundle(Path entry, Path output) throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    executable.toString(),
                    entry.toString(),
                    "--bundle",
                    "--minify",
                    "--format=esm",
                    "--target=es2022",
                    "--charset=utf8",
                    "--legal-comments=none",
                    "--log-level=warning",
                    "--external:node:*", // in a branch of TeaVM's that falls away
                    "--outfile=" + output))
            .inheritIO()
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("esbuild can't bundle " + entry + ", see above");
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
