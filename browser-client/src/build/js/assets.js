// What the build puts beside the hand-written modules; see assets.d.ts. The names of the files carry their contents'
// hashes, and they lie beside this module wherever that was loaded from, another origin included.
import { ED25519_FALLBACK, ED25519_WASM, SOULGRAPH_FALLBACK, SOULGRAPH_WASM } from "./names.js";
import { instantiate } from "./wasm.js";

const address = (name) => new URL("assets/" + name, import.meta.url).href;

export const loadEngine = (build) =>
  build === "wasm" ? instantiate(address(SOULGRAPH_WASM)) : import(address(SOULGRAPH_FALLBACK));

export const loadBouncyCastle = (build) =>
  build === "wasm" ? instantiate(address(ED25519_WASM)) : import(address(ED25519_FALLBACK));
