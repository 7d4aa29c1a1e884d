// Takes the place of assets.js where there may be no file to fetch: in Node, and where a bundler moves modules alone.
import { unfold } from "./unfold.js";
import { instantiate } from "./wasm.js";

export const loadEngine = (build) =>
  build === "wasm"
    ? instantiate(import("./assets/SOULGRAPH_WASM.js").then(unfold))
    : import("./assets/SOULGRAPH_FALLBACK");

export const loadBouncyCastle = (build) =>
  build === "wasm"
    ? instantiate(import("./assets/ED25519_WASM.js").then(unfold))
    : import("./assets/ED25519_FALLBACK");

export const loadQueries = () => import("./assets/QUERIES");

export const loadMore = () => import("./assets/MORE");

export const loadRelay = (build) =>
  build === "wasm"
    ? instantiate(import("./assets/RELAY_WASM.js").then(unfold))
    : import("./assets/RELAY_FALLBACK");

export const loadTogether = () => import("./assets/TOGETHER");
