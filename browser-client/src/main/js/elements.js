/**
 * A set is a node whose properties are its elements; this is how an element is spelled as a key.
 */
import { Link } from "./cbor.js";
import { SoulgraphError } from "./errors.js";
import { toItem } from "./flatten.js";

/** @typedef {import("./cbor.js").Item} Item */

const KEY_MAX_BYTES = 600;

/**
 * `@` and the soul for a node, the JSON text for a plain value. JSON leaves U+007F–009F alone,
 * which keys can't hold.
 *
 * @param {unknown} element
 * @returns {{ key: string, item: Item }}
 */
export function elementOf(element) {
  const item = toItem(element);
  if (item instanceof Link) return { key: `@${item.soul}`, item };
  if (item === null || typeof item === "object") {
    throw new SoulgraphError(
      "value-unsupported",
      "a set holds nodes, texts, numbers and booleans",
      element,
    );
  }
  const key = JSON.stringify(item).replace(
    /[\x7f-\x9f]/g,
    (c) => `\\u00${c.charCodeAt(0).toString(16)}`,
  );
  if (new TextEncoder().encode(key).length > KEY_MAX_BYTES) {
    throw new SoulgraphError(
      "value-too-large",
      `a set's plain value has at most ${KEY_MAX_BYTES} bytes as JSON`,
      item,
    );
  }
  return { key, item };
}

/**
 * Whether a property of a set's soul is one of its elements.
 *
 * @param {string} key
 * @param {unknown} value as in a snapshot
 * @param {string | undefined} soul the value's, where it is a link
 */
export function isElement(key, value, soul) {
  if (soul !== undefined) return key === `@${soul}`;
  if (typeof value === "object") return false; // bytes and opaque values
  try {
    return elementOf(value).key === key;
  } catch {
    return false;
  }
}
