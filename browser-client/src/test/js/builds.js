// Loads every build as the package does, in a page whose policy forbids scripts made of text.
// ?from=ORIGIN: the modules come from there.
const from = new URLSearchParams(location.search).get("from") ?? location.origin;

const load = async (build) => {
  const { loadBouncyCastle, loadEngine } = await import(from + "/assets.js");
  const { instantiate } = await import(from + "/wasm.js");
  return {
    engine: await loadEngine(build),
    ed25519: await loadBouncyCastle(build),
    test: build === "wasm" ? await instantiate(fetch(from + "/test.wasm")) : await import(from + "/test-fallback.js"),
  };
};

const evaluates = () => {
  try {
    return new Function("return true")();
  } catch {
    return false;
  }
};

globalThis.loaded = (async () => {
  globalThis.wasm = await load("wasm");
  globalThis.fallback = await load("fallback");
  return { evaluates: evaluates() };
})();

/** What a call returns or throws, in a form that shows types. */
globalThis.attempt = (build, name, ...args) => {
  try {
    const result = globalThis[build].test[name](...args);
    return result === null ? "null" : typeof result === "object" ? result.constructor.name + ":" + [...result] : `${typeof result}:${result}`;
  } catch (error) {
    return `${error instanceof Error ? "Error" : typeof error}:${error.message}`;
  }
};

globalThis.fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
globalThis.toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
