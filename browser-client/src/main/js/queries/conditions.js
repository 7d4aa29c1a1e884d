import { SoulgraphError } from "../later/borrowed.js";
import { compareValues, isNothing, kindOf, tokenOf, valueOf } from "./values.js";

/**
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {(value: any) => boolean} Test of one property's value
 * @typedef {{ key: string, tokens: readonly (string | number | boolean)[] }} Equality a key that
 *   has one of few values, which an index answers
 */

/** @param {(difference: number) => boolean} holds */
const compared = (holds) => (/** @type {any} */ bound) => {
  const kind = kindOf(bound);
  return (/** @type {any} */ value) => kindOf(value) === kind && holds(compareValues(value, bound));
};

/** @type {Record<string, (operand: any) => Test>} */
const OPERATORS = {
  lt: compared((difference) => difference < 0),
  lte: compared((difference) => difference <= 0),
  gt: compared((difference) => difference > 0),
  gte: compared((difference) => difference >= 0),
  not: (other) => {
    const token = tokenOf(other);
    return (value) => tokenOf(value) !== token;
  },
  in: (values) => {
    const tokens = new Set(list("in", values).map(tokenOf));
    return (value) => tokens.has(tokenOf(value));
  },
  startsWith: (start) => {
    if (typeof start !== "string") throw refused("startsWith takes a text", start);
    return (value) => typeof value === "string" && value.startsWith(start);
  },
  exists: (wanted) => {
    if (typeof wanted !== "boolean") throw refused("exists takes true or false", wanted);
    return (value) => isNothing(value) !== wanted;
  },
};

/**
 * What `where` says, as one test and, where it names values that are equal, the keys to find them
 * by.
 *
 * @param {unknown} where
 * @returns {{ test: (node: Snapshot) => boolean, equality: Equality | undefined }}
 */
export function conditionsOf(where = {}) {
  if (!isOperators(where)) throw refused("where is an object of keys and conditions", where);
  /** @type {((node: Snapshot) => boolean)[]} */
  const tests = [];
  /** @type {Equality[]} */
  const equalities = [];
  for (const [key, condition] of Object.entries(where)) {
    if (condition === undefined) continue;
    for (const [name, operand] of operatorsOf(condition)) {
      const operator = Object.hasOwn(OPERATORS, name) && OPERATORS[name];
      if (!operator) throw refused(`a condition is one of ${Object.keys(OPERATORS)}`, name);
      if (operand === undefined) throw refused("a condition has a value", `${key} ${name}`);
      const test = operator(operand);
      tests.push((node) => test(valueOf(node, key)));
      const tokens = name === "in" ? [...new Set(operand.map(tokenOf))] : [];
      if (tokens.length > 0 && !tokens.includes(undefined)) equalities.push({ key, tokens });
    }
  }
  return {
    test: (node) => tests.every((test) => test(node)),
    equality: equalities.sort((a, b) => a.tokens.length - b.tokens.length)[0],
  };
}

/**
 * A value alone means that it is equal; null, that there is none.
 *
 * @param {any} condition
 * @returns {[string, any][]}
 */
function operatorsOf(condition) {
  return isOperators(condition) ? Object.entries(condition) : [["in", [condition]]];
}

/**
 * A plain object: no link, which has a soul, and no bytes.
 *
 * @param {any} value
 * @returns {value is object}
 */
export function isOperators(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * @param {string} name
 * @param {unknown} values
 * @returns {any[]}
 */
function list(name, values) {
  if (!Array.isArray(values)) throw refused(`${name} takes a list`, values);
  return values;
}

/**
 * @param {string} rule
 * @param {unknown} value
 */
export function refused(rule, value) {
  return new SoulgraphError("input-invalid", rule, value);
}
