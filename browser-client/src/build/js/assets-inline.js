// Takes the place of assets.js where there may be no file to fetch: in Node, and where a bundler moves modules alone.
import { instantiate } from "./wasm.js";

/** Base64 of what is deflated: half as long as the file itself. */
const unfold = async ({ default: base64 }) => {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
};

export const loadEngine = (build) =>
  build === "wasm"
    ? instantiate(import("./assets/SOULGRAPH_WASM.js").then(unfold))
    : import("./assets/SOULGRAPH_FALLBACK");

export const loadBouncyCastle = (build) =>
  build === "wasm"
    ? instantiate(import("./assets/ED25519_WASM.js").then(unfold))
    : import("./assets/ED25519_FALLBACK");
