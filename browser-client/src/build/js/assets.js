// What the build puts beside the hand-written modules; see assets.d.ts. The names of the files carry their contents'
// hashes, and they lie beside this module wherever that was loaded from, another origin included.
import { defaults, hasStringBuiltins, linkImports } from "./teavm-runtime.js";
import { ED25519_FALLBACK, ED25519_WASM, SOULGRAPH_FALLBACK, SOULGRAPH_WASM } from "./names.js";

const address = (name) => new URL("assets/" + name, import.meta.url).href;

export const loadEngine = (build) =>
  build === "wasm" ? instantiate(SOULGRAPH_WASM) : import(address(SOULGRAPH_FALLBACK));

export const loadBouncyCastle = (build) =>
  build === "wasm" ? instantiate(ED25519_WASM) : import(address(ED25519_FALLBACK));

/** Compiles while the file arrives; what the module imports is made meanwhile. */
async function instantiate(name) {
  const compiling = WebAssembly.compileStreaming(fetch(address(name)), { builtins: ["js-string"] });
  const imports = {};
  const exports = {};
  const [module, stringBuiltins] = await Promise.all([compiling, hasStringBuiltins()]);
  const runtime = defaults(imports, exports, stringBuiltins);
  await linkImports(imports, {}, module, []);
  const instance = await WebAssembly.instantiate(module, imports);
  runtime.supplyExports(instance.exports);
  for (const [key, value] of Object.entries(instance.exports)) {
    if (value instanceof WebAssembly.Global) Object.defineProperty(exports, key, { get: () => value.value });
  }
  return exports;
}
