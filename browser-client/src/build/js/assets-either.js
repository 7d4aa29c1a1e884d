// Takes the place of assets.js in the package: the file where there is one, else the module that holds it. Some bundlers
// don't know the form by which Vite and webpack find the file, and some servers don't know its type.
import { unfold } from "./unfold.js";
import { instantiate } from "./wasm.js";

const either = async (address, inline) => {
  const response = await fetch(address).catch(() => null);
  const found = response?.ok && response.headers.get("Content-Type") === "application/wasm";
  return found ? response : unfold(await inline());
};

export const loadEngine = (build) =>
  build === "wasm"
    ? instantiate(
        either(new URL("./assets/SOULGRAPH_WASM", import.meta.url), () => import("./assets/SOULGRAPH_WASM.js")),
      )
    : import("./assets/SOULGRAPH_FALLBACK");

export const loadBouncyCastle = (build) =>
  build === "wasm"
    ? instantiate(
        either(new URL("./assets/ED25519_WASM", import.meta.url), () => import("./assets/ED25519_WASM.js")),
      )
    : import("./assets/ED25519_FALLBACK");

export const loadQueries = () => import("./assets/QUERIES");

export const loadMore = () => import("./assets/MORE");

export const loadTogether = () => import("./assets/TOGETHER");
