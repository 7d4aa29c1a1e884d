import { deferred } from "./deferred.js";
import { queryOf } from "./live-query.js";
import { PREFIX } from "./scopes.js";

/**
 * @param {import("./session.js").Session} session
 * @param {string} soul
 * @returns {import("./collections.js").SetRef<any>}
 */
export function setOf(session, soul) {
  const { later, nodes, scopes, writer } = session;
  /** Not async: of a closed database it is thrown at once, as by other handles. */
  const load = () => {
    // What is asked for comes while that which reads it does.
    const release = scopes.use(PREFIX, soul);
    const queries = later.load("queries");
    return queries.then((loaded) => loaded.set(soul)).finally(release);
  };
  return deferred(later, load, ["once"], ["on"], {
    soul: { value: soul },
    value: { get: () => later.parts.queries?.set(soul).value },
    add: {
      /** @param {unknown} value */
      async value(value) {
        let added = /** @type {string | null} */ (null);
        const receipt = await writer.write((writes) => (added = writes.add(soul, value)));
        return added === null ? { receipt } : { receipt, node: nodes.get(added) };
      },
    },
    remove: {
      /** @param {unknown} element */
      value: async (element) => writer.write((writes) => writes.remove(soul, element)),
    },
    query: {
      /** @param {import("./soulgraph.js").QuerySpec<any>} [spec] */
      value: (spec) => queryOf(session, { ...spec, set: { soul } }),
    },
    each: {
      /** @param {any} [options] */
      async *value(options) {
        yield* (await load()).each(options);
      },
    },
  });
}
