/** @typedef {import("./soulgraph.js").SoulgraphError} Contract */

const VALUE_MAX_CHARS = 120;
/** Codes after which the same call can succeed later, as in the core's list. */
export const RETRYABLE = [
  "future",
  "deferred-full",
  "policy-unavailable",
  "scope-limit",
  "rate-limit",
  "diverged",
  "storage-failed",
  "relay-unreachable",
  "relay-closed",
  "timeout",
  "storage-blocked",
  "engine-unavailable",
];

/**
 * Every failure of this library, by name. The message states the rule, then the value.
 *
 * @implements {Contract}
 */
export class SoulgraphError extends Error {
  /**
   * By name: a page may have this class twice, of the package and of one of its entries.
   *
   * @override
   * @param {any} value
   */
  static [Symbol.hasInstance](value) {
    return value?.name === "SoulgraphError";
  }

  /**
   * @param {string} code
   * @param {string} rule
   * @param {unknown} [value]
   * @param {boolean} [retryable]
   */
  constructor(code, rule, value = "", retryable = RETRYABLE.includes(code)) {
    const shown = shorten(value);
    super(shown ? `${rule} (${shown})` : rule);
    this.name = "SoulgraphError";
    this.code = code;
    this.rule = rule;
    this.value = shown;
    this.retryable = retryable;
  }
}

/** @param {unknown} value */
function shorten(value) {
  // An object without prototype has no text.
  const text = value instanceof Object || Object(value) !== value ? String(value) : "object";
  return text.length > VALUE_MAX_CHARS ? `${text.slice(0, VALUE_MAX_CHARS)}…` : text;
}

/**
 * Refused by the call itself: later nobody would see whose mistake it was.
 *
 * @param {unknown} fn
 */
export function checkFunction(fn) {
  if (typeof fn !== "function")
    throw new SoulgraphError("input-invalid", "this call takes a function", fn);
}

/**
 * An exception in a listener must not stop the other listeners, nor vanish.
 *
 * @param {unknown} error
 */
export function report(error) {
  (globalThis.reportError ?? console.error)(error);
}
