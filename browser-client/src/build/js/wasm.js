import { runtime } from "./teavm-runtime.js";

/** The exports of a Wasm module that TeaVM compiled, from a Response. It is compiled while that arrives. */
export async function instantiate(response) {
  const module = await WebAssembly.compileStreaming(response, { builtins: ["js-string"] });
  const exported = {};
  const { imports, started } = runtime(module, exported);
  const { exports } = await WebAssembly.instantiate(module, imports);
  started(exports);
  for (const [key, value] of Object.entries(exports)) {
    if (value instanceof WebAssembly.Global) Object.defineProperty(exported, key, { get: () => value.value });
  }
  return exported;
}
