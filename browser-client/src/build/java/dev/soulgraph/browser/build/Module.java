package dev.soulgraph.browser.build;

import java.util.List;

/**
 * A class whose exports become a file that JavaScript imports, as Wasm GC and as an ES module.
 *
 * @param name begins the names of its files
 * @param mainClass the class whose {@code @JSExport} methods are the module's functions
 * @param assertions whether false assertions throw; in pages they don't, as on a JVM
 */
public record Module(String name, String mainClass, boolean assertions) {
  public static final Module ENGINE =
      new Module("soulgraph", "dev.soulgraph.browser.EngineModule", false);
  public static final Module ED25519 =
      new Module("ed25519", "dev.soulgraph.browser.Ed25519Module", false);

  /** For tests of applications; no page of theirs loads it. */
  public static final Module RELAY =
      new Module("relay", "dev.soulgraph.browser.RelayModule", false);

  static final List<Module> SHIPPED = List.of(ENGINE, ED25519);

  String wasmName() {
    return name + ".wasm";
  }

  String fallbackName() {
    return name + "-fallback.js";
  }
}
