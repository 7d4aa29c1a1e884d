// What the build puts beside the hand-written modules; see assets.d.ts. The files lie beside this module wherever that
// was loaded from, another origin included. Vite and webpack know each by this form, and take it with the module.

/** The file is on its way while what runs it is loaded. */
const instantiate = async (response) => (await import("./assets/WASM_RUNTIME")).instantiate(await response);

export const loadEngine = (build) =>
  build === "wasm"
    ? instantiate(fetch(new URL("./assets/SOULGRAPH_WASM", import.meta.url)))
    : import("./assets/SOULGRAPH_FALLBACK");

export const loadBouncyCastle = (build) =>
  build === "wasm"
    ? instantiate(fetch(new URL("./assets/ED25519_WASM", import.meta.url)))
    : import("./assets/ED25519_FALLBACK");

export const loadQueries = () => import("./assets/QUERIES");

export const loadMore = () => import("./assets/MORE");

export const loadTogether = () => import("./assets/TOGETHER");
