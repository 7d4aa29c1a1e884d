package dev.soulgraph.browser.build;

import java.io.IOException;
import java.util.List;
import org.teavm.dependency.DependencyInfo;
import org.teavm.jso.JSBody;
import org.teavm.model.AnnotationReader;
import org.teavm.model.AnnotationValue;
import org.teavm.model.MethodReader;
import org.teavm.model.MethodReference;

/**
 * Holds the Wasm modules to scripts that need no {@code eval}.
 *
 * <p>TeaVM's Wasm runtime makes a function of the text of every {@code @JSBody}, which a page's
 * policy forbids. The core needs none: it calls the host through interfaces. TeaVM's own library
 * uses bodies that return their argument, to change a type, and {@link StaticRuntime} knows those.
 * Any other is refused here, when it is compiled, and not in a page, when it is called.
 */
final class ScriptBodies {
  /** Its bodies are for JavaScript; in Wasm each method is an import. */
  private static final String PRIMITIVES = "org.teavm.jso.impl.JS";

  private ScriptBodies() {}

  static void requireIdentity(DependencyInfo program) throws IOException {
    for (MethodReference reference : program.getReachableMethods()) {
      if (reference.getClassName().equals(PRIMITIVES)) {
        continue;
      }
      MethodReader method = program.getClassSource().resolve(reference);
      AnnotationReader body =
          method == null ? null : method.getAnnotations().get(JSBody.class.getName());
      if (body != null && !isIdentity(body)) {
        throw new IOException(
            "A page's policy forbids scripts made of text; call the host instead of @JSBody: "
                + reference);
      }
    }
  }

  private static boolean isIdentity(AnnotationReader body) {
    AnnotationValue params = body.getValue("params");
    List<AnnotationValue> names = params == null ? List.of() : params.getList();
    String only = names.isEmpty() ? "this" : names.get(0).getString();
    String script = body.getValue("script").getString();
    return names.size() <= 1 && script.replace(";", "").strip().equals("return " + only);
  }
}
