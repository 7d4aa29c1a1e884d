package dev.soulgraph.browser.build;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.teavm.dependency.DependencyAnalyzer;
import org.teavm.dependency.DependencyInfo;
import org.teavm.jso.impl.JSBodyAstEmitter;
import org.teavm.jso.impl.JSBodyEmitter;
import org.teavm.jso.impl.JSBodyRepository;
import org.teavm.model.MethodReference;

/**
 * Holds the Wasm modules to scripts that need no {@code eval}.
 *
 * <p>TeaVM's Wasm runtime makes a function of the text of every {@code @JSBody}, which a page's
 * policy forbids. The core needs none: it calls the host through interfaces. TeaVM's own library
 * uses bodies that return their argument, to change a type, and {@code teavm-runtime.js} knows
 * those. Any other is refused here, when it is compiled, and not in a page, when it is loaded.
 */
final class ScriptBodies {
  /** Its bodies are for JavaScript; in Wasm each method is an import. */
  private static final String PRIMITIVES = "org.teavm.jso.impl.JS";

  private ScriptBodies() {}

  static void requireIdentity(DependencyInfo program) throws IOException {
    JSBodyRepository bodies = ((DependencyAnalyzer) program).getService(JSBodyRepository.class);
    for (MethodReference method : program.getReachableMethods()) {
      JSBodyEmitter body = bodies.emitters.get(method);
      if (body != null && !method.getClassName().equals(PRIMITIVES) && !isIdentity(body)) {
        throw new IOException(
            "A page's policy forbids scripts made of text; call the host instead of @JSBody in "
                + body.method());
      }
    }
  }

  private static boolean isIdentity(JSBodyEmitter body) {
    if (!(body instanceof JSBodyAstEmitter parsed)) {
      return false;
    }
    Set<String> names = new HashSet<>(Arrays.asList(parsed.parameterNames()));
    names.add("this");
    String source = parsed.ast.toSource().replaceAll("[{};]", "").strip();
    return names.contains(source.replaceFirst("^return ", ""));
  }
}
