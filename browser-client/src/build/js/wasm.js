import { defaults, hasStringBuiltins, linkImports } from "./teavm-runtime.js";

/** The exports of a Wasm module that TeaVM compiled. It is compiled while the file arrives. */
export async function instantiate(address) {
  const compiling = WebAssembly.compileStreaming(fetch(address), { builtins: ["js-string"] });
  const imports = {};
  const exports = {};
  const [module, stringBuiltins] = await Promise.all([compiling, hasStringBuiltins()]);
  const runtime = defaults(imports, exports, stringBuiltins);
  linkImports(imports, module);
  const instance = await WebAssembly.instantiate(module, imports);
  runtime.supplyExports(instance.exports);
  for (const [key, value] of Object.entries(instance.exports)) {
    if (value instanceof WebAssembly.Global) Object.defineProperty(exports, key, { get: () => value.value });
  }
  return exports;
}
