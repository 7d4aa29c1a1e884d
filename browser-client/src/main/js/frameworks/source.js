/**
 * What hooks and stores read: a node, a set, a query or the status, by its public face alone.
 *
 * @typedef {{ readonly value: any, on(fn: (value: any) => void): () => void }} Source
 *
 * @typedef {{ get: () => any, subscribe: (tell: () => void) => () => void }} List
 */

/** @type {WeakMap<Source, List>} */
const lists = new WeakMap();

/**
 * What is known now. A closed database knows what has been read before, and of all else nothing:
 * components that are still drawn while an application takes it down must not fail.
 *
 * @param {Source | null | undefined} source
 */
export function read(source) {
  return whileOpen(() => source?.value, undefined);
}

/**
 * @param {Source | null | undefined} source
 * @param {(value: any) => void} fn
 * @returns {() => void}
 */
export function watch(source, fn) {
  return whileOpen(() => source?.on(fn), undefined) ?? (() => {});
}

/**
 * @template T
 * @param {() => T} call
 * @param {T} otherwise
 */
function whileOpen(call, otherwise) {
  try {
    return call();
  } catch (error) {
    if (/** @type {any} */ (error).code === "closed") return otherwise;
    throw error;
  }
}

/**
 * The value as it was, where a list has been made anew of the same elements.
 *
 * @param {any} last
 * @param {any} now
 */
export function keep(last, now) {
  const equal =
    Array.isArray(last) &&
    Array.isArray(now) &&
    last.length === now.length &&
    now.every((each, index) => Object.is(each, last[index]));
  return equal ? last : now;
}

/**
 * Reading a set or a query makes a list anew, as dear as it is long: here it is read until somebody
 * is told of changes, then remembered.
 *
 * @param {Source} source
 * @returns {List} the same for the same source
 */
export function listOf(source) {
  const known = lists.get(source);
  if (known) return known;
  /** @type {any} */
  let value;
  let watchers = 0;
  const list = {
    get: () => (watchers > 0 ? value : (value = keep(value, read(source)))),
    /** @param {() => void} tell */
    subscribe: (tell) => {
      watchers++;
      const stop = watch(source, (now) => {
        value = keep(value, now);
        tell();
      });
      return () => {
        watchers--;
        stop();
      };
    },
  };
  lists.set(source, list);
  return list;
}
