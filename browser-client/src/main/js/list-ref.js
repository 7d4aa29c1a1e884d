import { deferred } from "./deferred.js";

export const LIST_WRITES = /** @type {const} */ (["push", "insert", "move", "remove", "replace"]);

/**
 * An ordered list.
 *
 * @param {import("./session.js").Session} session
 * @param {string} soul
 * @returns {import("./soulgraph.js").ListRef<any>}
 */
export function listOf({ later }, soul) {
  /** @type {import("./more/live-list.js").LiveList | undefined} */
  let list;
  const load = async () => (list ??= (await later.load("more")).list(soul));
  return deferred(later, load, ["once", ...LIST_WRITES], ["on"], {
    soul: { value: soul },
    value: { get: () => list?.value },
  });
}
