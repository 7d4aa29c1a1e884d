/**
 * What GUN's applications put and read, as nodes and links: an object within an object is a node of
 * its own, below the outer one's soul unless a link leads elsewhere.
 *
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 */

/** @param {unknown} value */
export const isObject = (value) =>
  value instanceof Object && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** @param {any} value */
export const isLink = (value) => value instanceof Object && "soul" in value && "follow" in value;

/**
 * The key that a name stands for: what lies in a set is named by its soul, and kept under `@SOUL`.
 *
 * @param {Snapshot | null | undefined} node
 * @param {string} name
 */
export function keyOf(node, name) {
  const inSet = `@${name}`;
  return node && !Object.hasOwn(node, name) && Object.hasOwn(node, inSet) ? inSet : name;
}

/**
 * @param {string} key
 * @param {unknown} value
 */
export function nameOf(key, value) {
  return isLink(value) && key === `@${/** @type {any} */ (value).soul}` ? key.slice(1) : key;
}

/**
 * As GUN hands it over: a node with its soul in `_`, a link as `{ "#": soul }`.
 *
 * @param {any} value
 */
export function shown(value) {
  if (!(value instanceof Object) || !("$soul" in value)) return value ?? undefined;
  /** @type {Record<string, any>} */
  const data = { _: { "#": value.$soul } };
  for (const [key, each] of Object.entries(value))
    data[key] = isLink(each) ? { "#": each.soul } : each;
  return data;
}

/**
 * @param {Record<string, any>} last
 * @param {Record<string, any>} data
 */
export function changed(last, data) {
  const differs = (/** @type {string} */ key) =>
    (last[key]?.["#"] ?? last[key]) !== (data[key]?.["#"] ?? data[key]);
  /** @type {Record<string, any>} */
  const told = { _: data._ };
  for (const key of new Set([...Object.keys(last), ...Object.keys(data)]))
    if (key !== "_" && differs(key)) told[key] = data[key] ?? null;
  return told;
}

/** Sorts by time, as GUN's do. */
export function newId() {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return Date.now().toString(36) + Array.from(random, (byte) => (byte % 36).toString(36)).join("");
}
