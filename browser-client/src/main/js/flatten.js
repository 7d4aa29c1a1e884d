/** From what applications hand to `put` to the flat keys and values that are written. */
import { Link, Opaque, checkNumber, checkText } from "./cbor.js";
import { SoulgraphError } from "./errors.js";
import { Handle, checkSoul } from "./handle.js";

/** @typedef {import("./cbor.js").Item} Item */

const DEPTH_MAX = 16;

/**
 * Nested plain objects become dotted keys; where a key is given twice, once nested and once dotted,
 * the later one holds.
 *
 * @param {unknown} patch
 * @returns {Map<string, Item>}
 */
export function flatten(patch) {
  if (!isPlainObject(patch))
    throw unsupported("put takes a plain object", patch);
  /** @type {Map<string, Item>} */
  const flat = new Map();
  walk(patch, "", [], flat);
  if (flat.size === 0) throw new SoulgraphError("commit-invalid", "a write has at least one key");
  return flat;
}

/**
 * @param {object} object
 * @param {string} prefix
 * @param {object[]} above guards against cycles
 * @param {Map<string, Item>} flat
 */
function walk(object, prefix, above, flat) {
  if (above.includes(object)) throw unsupported("objects must not contain themselves", prefix);
  if (above.length === DEPTH_MAX)
    throw unsupported(`objects nest at most ${DEPTH_MAX} deep`, prefix);
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const key = prefix + name;
    if (isPlainObject(value)) walk(value, `${key}.`, [...above, object], flat);
    else {
      checkText(key, "key-invalid");
      if (key === "$soul")
        throw new SoulgraphError("key-invalid", "$soul is what snapshots call their own soul", key);
      flat.delete(key); // so that the order is that of the last call
      flat.set(key, toItem(value));
    }
  }
}

/**
 * @param {unknown} value
 * @returns {Item}
 */
export function toItem(value) {
  switch (typeof value) {
    case "string":
      checkText(value);
      return value;
    case "number":
      checkNumber(value);
      return value;
    case "boolean":
      return value;
    case "bigint":
      throw unsupported("a BigInt can't be stored", value);
    case "object":
      if (value === null) return null;
      if (value instanceof Handle) return new Link(checkSoul(value.soul));
      if (value instanceof Opaque) return value;
      if (
        ArrayBuffer.isView(value) &&
        /** @type {any} */ (value)[Symbol.toStringTag] === "Uint8Array"
      ) {
        return /** @type {Uint8Array} */ (value);
      }
      if (Array.isArray(value))
        throw unsupported("an array can't be merged: use a set or a list", value);
  }
  throw unsupported(
    "a value is a string, number, boolean, Uint8Array, node or object",
    describe(value),
  );
}

/** @param {unknown} value */
function describe(value) {
  return typeof value === "object" ? (value?.constructor?.name ?? "object") : typeof value;
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
export function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // Object.prototype of this page or of another frame.
  return (
    prototype === null ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty"))
  );
}

/**
 * @param {string} rule
 * @param {unknown} value
 */
function unsupported(rule, value) {
  return new SoulgraphError("value-unsupported", rule, value);
}
