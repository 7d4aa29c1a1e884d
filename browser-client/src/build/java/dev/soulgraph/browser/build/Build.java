package dev.soulgraph.browser.build;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns the compiled classes and the hand-written modules into the files that pages load. */
public final class Build {
  /**
   * A page that opens a database loads this much at most with either engine, Bouncy Castle apart.
   */
  static final int BUDGET_BROTLI_BYTES = 70_000;

  /** Folders of modules that pages load when they first use them, each as one file. */
  private static final List<String> LATER = List.of("queries", "more", "together");

  /** Those of the modules that nodes serve. */
  private static final List<String> TYPES =
      List.of("soulgraph.d.ts", "queries.d.ts", "collections.d.ts", "model.d.ts");

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String WASM = "application/wasm";

  /** What runs the Wasm module: a page that takes the fallback doesn't need it. */
  private static final String RUNTIME = "runtime.js";

  private final Path sources;
  private final Path target;
  private final String version;
  private final Dist dist;

  private Build(Path sources, Path target, Path output, String version) throws IOException {
    this.sources = sources;
    this.target = target;
    this.version = version;
    this.dist = new Dist(output);
  }

  /**
   * @param args the folder {@code src}, the folder for what is kept between builds, the folder to
   *     fill, the version
   */
  public static void main(String[] args) throws IOException {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    new Build(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), args[3]).run(classPath);
  }

  private void run(List<Path> classPath) throws IOException {
    var compiler = new Compiler(classPath, target.resolve("teavm"));
    Map<String, String> names = new LinkedHashMap<>();
    for (Module module : Module.SHIPPED) {
      Path compiled = compiler.compile(module);
      String constant = module.name().toUpperCase(Locale.ROOT);
      names.put(constant + "_WASM", addAsset(compiled.resolve(module.wasmName()), WASM));
      names.put(constant + "_FALLBACK", addAsset(compiled.resolve(module.fallbackName()), SCRIPT));
    }
    Map<String, byte[]> relay = new LinkedHashMap<>();
    Path compiledRelay = compiler.compile(Module.RELAY);
    for (String name : List.of(Module.RELAY.wasmName(), Module.RELAY.fallbackName())) {
      byte[] content = Files.readAllBytes(compiledRelay.resolve(name));
      String hashed = Dist.hashed(name, content);
      names.put(name.endsWith(".wasm") ? "RELAY_WASM" : "RELAY_FALLBACK", hashed);
      relay.put(hashed, content);
    }
    var bundler = new Bundler(target.resolve("tools"));
    var modules = new Modules(sources, names);
    Path later = modules.write(target.resolve("later"), "assets.js");
    Path runtime = target.resolve(RUNTIME);
    bundler.bundle(later.resolve("wasm.js"), runtime);
    names.put("WASM_RUNTIME", addAsset(runtime, SCRIPT));
    for (String part : LATER) {
      Path bundledPart = target.resolve(part + ".js");
      bundler.bundle(later.resolve(part).resolve(part + ".js"), bundledPart);
      names.put(part.toUpperCase(Locale.ROOT), addAsset(bundledPart, SCRIPT));
    }
    Path bundled = target.resolve("soulgraph.js");
    Path written = modules.write(target.resolve("bundle"), "assets.js");
    bundler.bundle(written.resolve("index.js"), bundled);
    dist.add("soulgraph.js", SCRIPT, Files.readAllBytes(bundled));
    Path model = target.resolve("model.js");
    bundler.bundle(written.resolve("model/model.js"), model);
    dist.add("soulgraph.model.js", SCRIPT, Files.readAllBytes(model));
    for (String types : TYPES) {
      byte[] content = Files.readAllBytes(sources.resolve("main/js").resolve(types));
      dist.add(types, "text/plain; charset=utf-8", content);
    }
    dist.writeManifest();
    report();
    new NpmPackage(sources, target, relay).fill(dist, modules, bundler, version);
  }

  private String addAsset(Path compiled, String type) throws IOException {
    return dist.addHashed(compiled.getFileName().toString(), type, Files.readAllBytes(compiled));
  }

  private void report() {
    System.out.printf(Locale.ROOT, "%-42s %9s %9s %9s%n", "bytes", "raw", "gzip", "brotli");
    for (Dist.Entry entry : dist.entries()) {
      System.out.printf(
          Locale.ROOT,
          "%-42s %9d %9d %9d%n",
          entry.path(),
          entry.raw(),
          entry.gzip(),
          entry.brotli());
    }
    System.out.printf(
        Locale.ROOT,
        "a page loads %d of at most %d bytes in brotli%n",
        loadedByPage(),
        BUDGET_BROTLI_BYTES);
  }

  private int loadedByPage() {
    return dist.entries().stream()
        .filter(entry -> entry.path().equals("soulgraph.js") || isOfWasm(entry))
        .mapToInt(Dist.Entry::brotli)
        .sum();
  }

  private static boolean isOfWasm(Dist.Entry entry) {
    return entry.path().startsWith("assets/runtime-")
        || entry.path().startsWith("assets/" + Module.ENGINE.name() + "-")
            && entry.type().equals(WASM);
  }
}
