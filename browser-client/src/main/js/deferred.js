import { watchLater } from "./watch.js";

/**
 * What applications hold in place of something whose workings are loaded with the first use: the
 * same methods, which wait for it.
 *
 * @param {import("./later.js").Later} later
 * @param {() => Promise<any>} load
 * @param {readonly string[]} asks names of methods that give promises; `once` is one of them
 * @param {readonly string[]} watches names of methods that take a function; `on` is one of them
 * @param {PropertyDescriptorMap} fields what needn't wait
 * @returns {any}
 */
export function deferred(later, load, asks, watches, fields) {
  /** @type {Record<string, any>} */
  const handle = {
    updates: (/** @type {any} */ options) => later.updates((fn) => handle.on(fn), options),
    async *each(/** @type {any} */ { limit = Infinity, ...wait } = {}) {
      yield* (await handle.once(wait)).slice(0, limit);
    },
  };
  for (const name of asks)
    handle[name] = async (/** @type {any[]} */ ...args) => (await load())[name](...args);
  for (const name of watches)
    handle[name] = (/** @type {any} */ fn, /** @type {any} */ options) =>
      watchLater(load(), fn, (loaded) => loaded[name](fn), options);
  return Object.defineProperties(handle, fields);
}
