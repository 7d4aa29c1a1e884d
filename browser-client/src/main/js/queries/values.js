/** How values of properties compare: one order over all kinds, the same in every query. */

/** @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot */

export const TEXT = 2;
const LINK = 3;
const BYTES = 4;
const NOTHING = 5;
const SCALARS = ["boolean", "number", "string"];

/**
 * A node's own value under a key: never what objects have by themselves, as `constructor`.
 *
 * @param {any} node
 * @param {string} key
 * @returns {any}
 */
export function valueOf(node, key) {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

/** @param {unknown} value */
export function kindOf(value) {
  if (value === undefined || value === null) return NOTHING;
  const scalar = SCALARS.indexOf(typeof value);
  if (scalar >= 0) return scalar;
  return typeof (/** @type {any} */ (value).soul) === "string" ? LINK : BYTES;
}

/**
 * Equal values have the same token, others another.
 *
 * @param {any} value
 * @returns {string | number | boolean | undefined}
 */
export function tokenOf(value) {
  switch (kindOf(value)) {
    case NOTHING:
      return undefined;
    case TEXT:
      return `"${value}`;
    case LINK:
      return `@${value.soul}`;
    case BYTES:
      return (value.cbor ? "c" : "b") + [...(value.cbor ?? value)].map(twoDigits).join("");
    default:
      return value;
  }
}

/** @param {number} byte */
const twoDigits = (byte) => byte.toString(16).padStart(2, "0");

/**
 * False before true, then numbers, texts by their UTF-16 units, links by their souls, bytes.
 *
 * @param {unknown} a
 * @param {unknown} b
 */
export function compareValues(a, b) {
  const kind = kindOf(a);
  const difference = kind - kindOf(b);
  if (difference !== 0) return difference;
  return kind > TEXT ? compare(tokenOf(a), tokenOf(b)) : compare(a, b);
}

/**
 * @param {any} a
 * @param {any} b of the same kind
 */
export function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param {unknown} value */
export const isNothing = (value) => value === undefined || value === null;
