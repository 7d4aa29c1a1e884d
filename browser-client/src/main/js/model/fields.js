import { SoulgraphError } from "../errors.js";

/**
 * @typedef {"required" | "optional" | "default" | "counter"} Presence
 *
 * @typedef {(value: any) => string | undefined} Check the rule that a value breaks
 */

/** What one key of a model holds. */
export class Field {
  #check;
  presence;
  fallback;
  target;

  /**
   * @param {Check} check
   * @param {{ presence?: Presence, fallback?: unknown, target?: () => any }} [more]
   */
  constructor(check, { presence = "required", fallback, target } = {}) {
    this.#check = check;
    this.presence = presence;
    this.fallback = fallback;
    this.target = target;
  }

  /** @param {unknown} value */
  ruleBroken(value) {
    return this.#check(value);
  }

  optional() {
    return new Field(this.#check, { presence: "optional", target: this.target });
  }

  /** @param {unknown} fallback */
  default(fallback) {
    const rule = this.#check(fallback);
    if (rule) throw misused(`a default keeps the field's own rules: ${rule}`, fallback);
    return new Field(this.#check, { presence: "default", fallback, target: this.target });
  }
}

/** @param {{ min?: number, max?: number, pattern?: RegExp }} [rules] lengths in UTF-16 units */
export function text(rules = {}) {
  const { min = 0, max = Infinity, pattern, ...unknown } = rules;
  checkRules(unknown, min, max);
  return new Field((value) => {
    if (typeof value !== "string") return "a text";
    if (value.length < min || value.length > max) return `a text of ${between(min, max)} characters`;
    if (pattern && value.search(pattern) < 0) return `a text that fits ${pattern}`;
    return undefined;
  });
}

/** @param {{ min?: number, max?: number, integer?: boolean }} [rules] */
export function number(rules = {}) {
  const { min = -Infinity, max = Infinity, integer = false, ...unknown } = rules;
  checkRules(unknown, min, max);
  return new Field((value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return "a number";
    if (integer && !Number.isInteger(value)) return "a whole number";
    return value < min || value > max ? `a number of ${between(min, max)}` : undefined;
  });
}

export function boolean() {
  return new Field((value) => (typeof value === "boolean" ? undefined : "true or false"));
}

/** @param {{ min?: number, max?: number }} [rules] */
export function bytes(rules = {}) {
  const { min = 0, max = Infinity, ...unknown } = rules;
  checkRules(unknown, min, max);
  return new Field((value) => {
    if (!(value instanceof Uint8Array)) return "bytes";
    return value.length < min || value.length > max ? `bytes, ${between(min, max)}` : undefined;
  });
}

/** @param {...(string | number | boolean)} values */
export function oneOf(...values) {
  if (values.length === 0) throw misused("oneOf names at least one value", "");
  return new Field((value) => (values.includes(value) ? undefined : `one of ${values.join(", ")}`));
}

/** @param {() => any} [target] the model of the node that it points to */
export function link(target) {
  if (target !== undefined && typeof target !== "function")
    throw misused("link takes a function that gives the model", target);
  return new Field((value) => (typeof value?.soul === "string" ? undefined : "a node's handle"), {
    target,
  });
}

/** What `increment` adds to. */
export function counter() {
  return new Field((value) => (typeof value === "number" ? undefined : "a counter"), {
    presence: "counter",
    fallback: 0,
  });
}

/**
 * @param {object} unknown
 * @param {unknown} min
 * @param {unknown} max
 */
function checkRules(unknown, min, max) {
  for (const rule of Object.keys(unknown)) throw misused("a field has no such rule", rule);
  if (typeof min !== "number" || typeof max !== "number" || !(min <= max))
    throw misused("min and max are numbers in their order", `${min}, ${max}`);
}

/**
 * @param {number} min
 * @param {number} max
 */
function between(min, max) {
  if (max === Infinity) return `${min} at least`;
  return min === -Infinity || min === 0 ? `${max} at most` : `${min} to ${max}`;
}

/**
 * @param {string} rule
 * @param {unknown} value
 */
export function misused(rule, value) {
  return new SoulgraphError("input-invalid", rule, value);
}
