package dev.soulgraph.browser.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * TeaVM's Wasm GC runtime without {@code new Function}.
 *
 * <p>The stock runtime composes the texts of functions (wrappers of a given number of arguments,
 * names of globals, bodies of {@code @JSBody}) and has them evaluated, which a policy of {@code
 * script-src 'self' 'wasm-unsafe-eval'} forbids. Each place is replaced by a function that does the
 * same with rest arguments. The places are found by their first lines: a release of TeaVM in which
 * one is missing fails the build.
 */
final class StaticRuntime {
  private static final String STOCK = "org/teavm/backend/wasm/wasm-gc-module-runtime.js";

  private record Replacement(String firstLine, String lastLine, String text) {}

  private static final List<Replacement> REPLACEMENTS =
      List.of(
          new Replacement(
              "function getGlobalName(name) {",
              "}",
              """
              function getGlobalName(name) {
                const path = name.split(".");
                if (!(path[0] in globalThis)) throw new ReferenceError(name + " is not defined");
                return path.reduce((scope, part) => scope[part], globalThis);
              }
              """),
          new Replacement(
              "function setGlobalName(name, value) {",
              "}",
              """
              function setGlobalName(name, value) {
                globalThis[name] = value;
              }
              """),
          new Replacement(
              "  function defineFunction(fn, vararg) {",
              "  }",
              """
                function defineFunction(fn, vararg) {
                  const fixed = fn.length - 1;
                  return (...args) => {
                    try {
                      return vararg ? fn(...args.slice(0, fixed), args.slice(fixed)) : fn(...args);
                    } catch (e) {
                      rethrowJavaAsJs(e);
                    }
                  };
                }
              """),
          new Replacement(
              "  function renameConstructor(name, c) {",
              "  }",
              """
                function renameConstructor(name, c) {
                  const renamed = function (marker, javaObject) {
                    return c.call(this, marker, javaObject);
                  };
                  return Object.defineProperty(renamed, "name", { value: name });
                }
              """),
          new Replacement(
              "    defineMethod(cls, name, fn, vararg) {",
              "    },",
              """
                  defineMethod(cls, name, fn, vararg) {
                    const call = defineFunction(fn, vararg);
                    cls.prototype[name] = function (...args) {
                      return call(this, ...args);
                    };
                  },
              """),
          new Replacement(
              "  for (let i = 0; i < 32; ++i) {",
              "  }",
              """
                const guarded = (call) => {
                  try {
                    return call();
                  } catch (e) {
                    rethrowJsAsJava(e);
                  }
                };
                for (let i = 0; i < 32; ++i) {
                  imports.teavmJso["createFunction" + i] = (...names) => {
                    const body = names.pop();
                    const chosen = names.findIndex((name) => body === `return ${name};`);
                    if (chosen < 0) throw new Error("not an identity: " + body);
                    return (...args) => args[chosen];
                  };
                  imports.teavmJso["bindFunction" + i] = (f, ...bound) => f.bind(null, ...bound);
                  imports.teavmJso["callFunction" + i] = (fn, ...args) => guarded(() => fn(...args));
                  imports.teavmJso["callMethod" + i] = (instance, method, ...args) =>
                    guarded(() => instance !== null ? instance[method](...args) : getGlobalName(method)(...args));
                  imports.teavmJso["construct" + i] = (constructor, ...args) =>
                    guarded(() => new constructor(...args));
                  imports.teavmJso["arrayOf" + i] = (...args) => args;
                }
              """),
          // What follows is not for what is forbidden, but for what a page needn't load.
          new Replacement(
              "function dateImports(imports) {",
              "}",
              """
              function dateImports(imports) {
                imports.teavmDate = { currentTimeMillis: Date.now };
              }
              """),
          new Replacement(
              "function consoleImports(imports) {", "}", "function consoleImports() {}\n"),
          new Replacement("function asyncImports(imports) {", "}", "function asyncImports() {}\n"),
          new Replacement(
              "function coreImports(imports, context) {",
              "}",
              """
              function coreImports(imports, context) {
                imports.teavm = {
                  takeStackTrace: () => ({ getStack: () => [] }),
                  decorateException(javaException) {
                    new JavaError(context, javaException);
                  },
                };
              }
              """),
          new Replacement(
              "async function linkImports(imports, options, module, emscriptenModules) {",
              "}",
              """
              function linkImports(imports, module) {
                const { dataSize = 0, min = 0 } = getMemoryDefaults(module);
                const memory = new WebAssembly.Memory({ initial: Math.max(min, 1), maximum: 0x8000 });
                const constant = (value) => new WebAssembly.Global({ value: "i32", mutable: false }, value);
                imports.env = { memory };
                imports.teavmMemory = {
                  linearMemory: () => memory.buffer,
                  notifyHeapResized() {},
                  heapOffset: constant((dataSize + 7) & ~7),
                  maxSize: constant(0x7fffffff),
                };
              }
              """),
          // Loading is ours (src/build/js/assets.js): from addresses, in browsers.
          new Replacement(
              "export {", "};", "export { defaults, hasStringBuiltins, linkImports };\n"));

  private StaticRuntime() {}

  static String text() throws IOException {
    try (InputStream in = StaticRuntime.class.getClassLoader().getResourceAsStream(STOCK)) {
      if (in == null) {
        throw new IOException("TeaVM's runtime is not where it was: " + STOCK);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Replacement replacement : REPLACEMENTS) {
        text = replace(text, replacement);
      }
      return text;
    }
  }

  private static String replace(String text, Replacement replacement) throws IOException {
    String first = "\n" + replacement.firstLine + "\n";
    String last = "\n" + replacement.lastLine + "\n";
    int start = text.indexOf(first);
    int end = text.indexOf(last, start + 1);
    if (start < 0 || end < 0 || text.indexOf(first, start + 1) >= 0) {
      throw new IOException(
          "TeaVM's runtime has changed: not once in it is \""
              + replacement.firstLine.strip()
              + '"');
    }
    return text.substring(0, start + 1) + replacement.text + text.substring(end + last.length());
  }
}
