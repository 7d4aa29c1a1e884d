import { loadBouncyCastle, loadEngine } from "./assets.js";
import { SoulgraphError } from "./errors.js";

/**
 * @typedef {import("./assets.js").Build} Build
 * @typedef {import("./engine.js").EngineModule} EngineModule
 */

/** The smallest module with a struct type: valid only where WebAssembly has garbage collection. */
const GC_PROBE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 3, 1, 0x5f, 0];

/**
 * Wasm where it loads. A browser may lack garbage collection, a page's policy may refuse to
 * compile, a proxy may spoil the file: each ends in the fallback, which is plain JavaScript.
 *
 * @param {Build | "auto"} wanted
 * @returns {Promise<{ build: Build, module: EngineModule }>}
 */
export async function openEngine(wanted) {
  /** @type {Build[]} */
  const builds = wanted !== "auto" ? [wanted] : hasWasmGc() ? ["wasm", "fallback"] : ["fallback"];
  let cause;
  for (const build of builds) {
    try {
      return { build, module: await loadEngine(build) };
    } catch (error) {
      cause = error;
    }
  }
  throw cannotLoad(cause);
}

/** @param {Build} build where the core runs, Bouncy Castle can run too */
export function openBouncyCastle(build) {
  return loadBouncyCastle(build).catch((error) => {
    throw cannotLoad(error);
  });
}

function hasWasmGc() {
  try {
    return WebAssembly.validate(new Uint8Array(GC_PROBE));
  } catch {
    return false;
  }
}

/** @param {unknown} error */
export function cannotLoad(error) {
  return new SoulgraphError("engine-unavailable", "a file could not be loaded", error, true);
}
