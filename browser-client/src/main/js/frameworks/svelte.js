import { keep, read, watch } from "./source.js";

/** @param {any} ref */
export function node(ref) {
  return storeOf(ref);
}

/** @type {typeof import("../svelte.js").status} */
export function status(db) {
  return storeOf(db?.status);
}

/**
 * @param {any} from a database, or the set itself
 * @param {string} [soul]
 */
export function set(from, soul) {
  return storeOf(from && "set" in from ? from.set(soul) : from);
}

/**
 * @param {any} from a database, or the list itself
 * @param {string} [soul]
 */
export function list(from, soul) {
  return storeOf(from && "list" in from ? from.list(soul) : from);
}

/**
 * @param {any} from a database, or the query itself
 * @param {import("../soulgraph.js").QuerySpec} [spec]
 */
export function query(from, spec) {
  return storeOf(from && "query" in from ? from.query(spec) : from);
}

/**
 * @param {import("./source.js").Source | null | undefined} source
 * @returns {import("../svelte.js").Readable<any>}
 */
function storeOf(source) {
  return {
    subscribe(run) {
      let last = read(source);
      run(last);
      return watch(source, (value) => {
        const now = keep(last, value);
        if (now === last) return;
        last = now;
        run(now);
      });
    },
  };
}
