/** @typedef {import("./soulgraph.js").SoulgraphError} Contract */

const VALUE_MAX_CHARS = 120;

/**
 * Every failure of this library, by name. The message states the rule, then the value.
 *
 * @implements {Contract}
 */
export class SoulgraphError extends Error {
  /**
   * @param {string} code
   * @param {string} rule
   * @param {unknown} [value]
   * @param {boolean} [retryable]
   */
  constructor(code, rule, value = "", retryable = false) {
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
  let text;
  try {
    text = String(value);
  } catch {
    text = typeof value; // a null-prototype object has no text
  }
  return text.length > VALUE_MAX_CHARS ? `${text.slice(0, VALUE_MAX_CHARS)}…` : text;
}

/**
 * An exception in a listener must not stop the other listeners, nor vanish.
 *
 * @param {unknown} error
 */
export function report(error) {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}
