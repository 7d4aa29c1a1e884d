import { conditionsOf, isOperators, refused } from "./conditions.js";
import { compare, compareValues, isNothing, tokenOf, valueOf } from "./values.js";

/**
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {{ key: string, desc: boolean }} Term of an order
 * @typedef {(a: Snapshot, b: Snapshot) => number} Compare
 *
 * @typedef {object} Spec
 * @property {string} view the same for queries that find the same in the same order
 * @property {string} window the same for those that also show the same part of it
 * @property {(node: Snapshot) => boolean} test
 * @property {import("./conditions.js").Equality | undefined} equality
 * @property {Compare} compare
 * @property {number} limit
 * @property {Snapshot | undefined} after
 * @property {Snapshot | undefined} before
 */

/** @type {WeakMap<object, number>} */
const identities = new WeakMap();
let identified = 0;

/**
 * @param {object | undefined} object
 * @returns {number} the same for the same object
 */
export function identityOf(object) {
  if (!object) return 0;
  const known = identities.get(object) ?? ++identified;
  identities.set(object, known);
  return known;
}

/**
 * @param {any} spec as applications give it
 * @returns {Spec}
 */
export function readSpec({
  where,
  filter,
  order = [],
  limit = Infinity,
  after,
  before,
  ...unknown
}) {
  for (const name of Object.keys(unknown)) throw refused("a query has no such option", name);
  if (filter !== undefined && typeof filter !== "function")
    throw refused("filter is a function", filter);
  if (limit !== Infinity && !(Number.isInteger(limit) && limit > 0))
    throw refused("limit is a whole number from 1", limit);
  for (const cursor of [after, before]) {
    if (cursor !== undefined && typeof cursor?.$soul !== "string")
      throw refused("a cursor is a result, or an object with its $soul and what it is ordered by", cursor);
  }
  const terms = termsOf(order);
  const { test, equality } = conditionsOf(where);
  const view = spell([where, terms, identityOf(filter)]);
  /** @param {any} cursor */
  const place = (cursor) =>
    cursor && [cursor.$soul, ...terms.map(({ key }) => valueOf(cursor, key))];
  return {
    view,
    window: spell([view, limit, place(after), place(before)]),
    test: filter ? (node) => test(node) && !!filter(node) : test,
    equality,
    compare: comparisonOf(terms),
    limit,
    after,
    before,
  };
}

/**
 * Equal values are spelled alike, and no others.
 *
 * @param {any} value
 * @returns {string}
 */
function spell(value) {
  if (Array.isArray(value)) return `[${value.map(spell)}]`;
  if (isOperators(value))
    return `{${Object.entries(value).map(([key, each]) => JSON.stringify(key) + spell(each))}}`;
  const token = tokenOf(value);
  return typeof token === "string" ? JSON.stringify(token) : String(token);
}

/**
 * @param {any} order
 * @returns {Term[]}
 */
function termsOf(order) {
  return (Array.isArray(order) ? order : [order]).map((term) => {
    const { key, desc = false } = typeof term === "string" ? { key: term } : (term ?? {});
    if (typeof key !== "string" || typeof desc !== "boolean")
      throw refused("order is a key or { key, desc }, or a list of them", JSON.stringify(term));
    return { key, desc };
  });
}

/**
 * What lacks a value comes last, up or down; of equals, the lesser soul comes first.
 *
 * @param {Term[]} terms
 * @returns {Compare}
 */
function comparisonOf(terms) {
  return (a, b) => {
    for (const { key, desc } of terms) {
      const [first, second] = [valueOf(a, key), valueOf(b, key)];
      const difference = compareValues(first, second);
      if (difference !== 0)
        return desc && !isNothing(first) && !isNothing(second) ? -difference : difference;
    }
    return compare(a.$soul, b.$soul);
  };
}
