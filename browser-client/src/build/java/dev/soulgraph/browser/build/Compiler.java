package dev.soulgraph.browser.build;

import dev.soulgraph.browser.build.wasm.FourHashes;
import dev.soulgraph.browser.build.wasm.ShortNames;
import dev.soulgraph.browser.build.wasm.Shrinker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.tooling.ConsoleTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Compiles modules with TeaVM, skipping what is already there and made from the same classes. */
public final class Compiler {
  /** Exports and sections that TeaVM's own runtime would use, and ours doesn't. */
  private static final Set<String> UNUSED =
      Set.of(
          "teavm.malloc",
          "teavm.free",
          "teavm.realloc",
          "teavm_processQueue",
          "teavm_stopped",
          "teavm.setJsException",
          "teavm.getJsException",
          "teavm.imports",
          "teavm.memoryRequirements");

  /** An export that is of use to Wasm alone, and what only it calls. */
  private static final String WASM_EXPORT = "(?<=[{,])[\\w$]+ as rehearse,?";

  private final List<Path> classPath;
  private final Path folder;
  private final String classes;

  /**
   * @param classPath in the order in which classes are looked up
   * @param folder receives the compiled files, and keeps them for the next build
   */
  public Compiler(List<Path> classPath, Path folder) throws IOException {
    this.classPath = classPath;
    this.folder = folder;
    this.classes = Fingerprint.of(classPath);
  }

  /** Compiles the module to Wasm GC and to JavaScript, and returns the folder. */
  public Path compile(Module module) throws IOException {
    compile(module, TeaVMTargetType.WEBASSEMBLY_GC, module.wasmName());
    compile(module, TeaVMTargetType.JAVASCRIPT, module.fallbackName());
    return folder;
  }

  private void compile(Module module, TeaVMTargetType type, String name) throws IOException {
    Path stamp = folder.resolve(name + ".inputs");
    String inputs = module + "\n" + classes;
    if (Files.exists(folder.resolve(name))
        && Files.exists(stamp)
        && Files.readString(stamp).equals(inputs)) {
      return;
    }
    Files.deleteIfExists(stamp);
    long startNs = System.nanoTime();
    TeaVMTool tool = tool(module, type, name);
    try {
      tool.generate();
    } catch (TeaVMToolException e) {
      throw new IOException("TeaVM can't compile " + name, e);
    }
    report(tool, name);
    if (type == TeaVMTargetType.WEBASSEMBLY_GC) {
      ScriptBodies.requireIdentity(tool.getDependencyInfo());
      Path wasm = folder.resolve(name);
      Files.write(wasm, FourHashes.within(shrunk(wasm)));
    } else {
      minify(folder.resolve(name));
    }
    Files.writeString(stamp, inputs);
    System.out.printf("compiled %s in %d ms%n", name, (System.nanoTime() - startNs) / 1_000_000);
  }

  private static byte[] shrunk(Path wasm) throws IOException {
    return ShortNames.in(Shrinker.shrink(Files.readAllBytes(wasm), UNUSED));
  }

  /** TeaVM shortens names and leaves the syntax as it is. */
  private void minify(Path script) throws IOException {
    String used = Files.readString(script).replaceAll(WASM_EXPORT, "");
    Files.writeString(script, ClassTables.shortened(NullChecks.without(used)));
    Path minified = folder.resolve("minified.js");
    new Bundler(folder.resolveSibling("tools")).bundle(script, minified);
    Files.writeString(minified, Shorter.script(Files.readString(minified)));
    Files.move(minified, script, StandardCopyOption.REPLACE_EXISTING);
  }

  private TeaVMTool tool(Module module, TeaVMTargetType type, String name) {
    var tool = new TeaVMTool();
    tool.setTargetType(type);
    tool.setJsModuleType(JSModuleType.ES2015);
    tool.setMainClass(module.mainClass());
    tool.setTargetDirectory(folder.toFile());
    tool.setTargetFileName(name);
    tool.setClassPath(classPath.stream().map(Path::toFile).toList());
    // In JavaScript an index out of bounds or a bad cast would become a wrong value in silence.
    // Wasm
    // itself checks each and traps, which reaches the host as an error; TeaVM's checks would only
    // let
    // Java catch that, which nothing here does, and cost a page 7 kB.
    tool.setStrict(type == TeaVMTargetType.JAVASCRIPT);
    tool.setObfuscated(true);
    tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
    tool.setAssertionsRemoved(!module.assertions());
    tool.getTransformers().add(NamelessThrowables.class.getName());
    return tool;
  }

  private static void report(TeaVMTool tool, String name) throws IOException {
    var problems = tool.getProblemProvider();
    if (problems == null || problems.getProblems().isEmpty()) {
      return;
    }
    TeaVMProblemRenderer.describeProblems(
        tool.getDependencyInfo().getCallGraph(), problems, new ConsoleTeaVMToolLog(false));
    throw new IOException("TeaVM found problems in " + name + ", see above");
  }
}
