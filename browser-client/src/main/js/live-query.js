import { deferred } from "./deferred.js";
import { checkSoul } from "./handle.js";
import { scopeOf } from "./scopes.js";

/**
 * @typedef {Omit<import("./soulgraph.js").QuerySpec<any>, "set"> & { set?: { soul: string }, model?: any }} Spec
 */

/**
 * Nodes below a prefix or in a set.
 *
 * @param {import("./session.js").Session} session
 * @param {Spec} spec
 * @returns {import("./soulgraph.js").LiveQuery<any>}
 */
export function queryOf({ later, nodes, scopes }, spec) {
  const { prefix = "", ...more } = spec;
  const scope = scopeOf(more.set ? more.set.soul : prefix && checkSoul(prefix));
  /** Not async: of a closed database it is thrown at once, as by other handles. */
  const load = () => {
    // What is asked for comes while that which sorts it does.
    const release = scopes.use(...scope);
    const queries = later.load("queries");
    return queries.then((loaded) => loaded.live(spec)).finally(release);
  };
  const value = () => {
    const { queries } = later.parts;
    if (queries) return queries.live(spec).value;
    if (Object.keys(more).length > 0) return undefined;
    const found = nodes.below(prefix).flatMap((soul) => nodes.present(nodes.get(soul)) ?? []);
    return found.length > 0 || scopes.known(...scope) ? Object.freeze(found) : undefined;
  };
  const asks = ["once", "first", "last", "count"];
  return deferred(later, load, asks, ["on", "changes"], { value: { get: value } });
}
