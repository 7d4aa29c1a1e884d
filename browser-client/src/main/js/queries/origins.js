import { PREFIX, SOUL, scopeOf } from "../scopes.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../soulgraph.js").Wait} Wait
 *
 * @typedef {Session["scopes"]["use"]} Use
 *
 * @typedef {import("./source.js").Origin & {
 *   scope: [number, string],
 *   settled: (isHere: () => boolean, wait: Wait) => Promise<void>,
 *   close: () => void,
 * }} Origin and what brings it here
 */

/**
 * All nodes below a prefix; the empty prefix covers everything.
 *
 * @param {Session} session
 * @param {Use} use
 * @param {string} prefix
 * @returns {Origin}
 */
export function prefixOrigin({ nodes, scopes }, use, prefix) {
  const scope = scopeOf(prefix);
  const release = use(...scope);
  return {
    scope,
    souls: () => nodes.below(prefix),
    concerned: (soul) =>
      prefix === "" || soul === prefix || soul.startsWith(`${prefix}/`) ? [soul] : [],
    read: (soul) => nodes.present(nodes.get(soul)),
    settled: (isHere, wait) => scopes.settled(...scope, isHere, wait),
    close: release,
  };
}

/**
 * The nodes that are a set's elements, wherever they lie.
 *
 * @param {Session} session
 * @param {Use} use
 * @param {import("./live-set.js").LiveSet} set
 * @returns {Origin}
 */
export function setOrigin({ nodes, scopes }, use, set) {
  /** @type {[number, string]} */
  const scope = [PREFIX, set.soul];
  const release = use(...scope);
  /** @type {Map<string, () => void>} what lets go of each element */
  const elements = new Map();
  const nothing = () => {};
  const souls = () => {
    const now = new Set(set.members().flatMap((member) => Object(member).soul ?? []));
    /** @type {string[]} */
    const differing = [];
    for (const [soul, leave] of elements) {
      if (now.has(soul)) continue;
      elements.delete(soul);
      leave();
      differing.push(soul);
    }
    for (const soul of now) {
      if (elements.has(soul)) continue;
      elements.set(soul, set.covers(soul) ? nothing : use(SOUL, soul));
      differing.push(soul);
    }
    return differing;
  };
  return {
    scope,
    souls,
    concerned: (soul) => {
      const differing = soul === set.soul ? souls() : [];
      return elements.has(soul) ? [...differing, soul] : differing;
    },
    read: (soul) => (elements.has(soul) ? nodes.present(nodes.get(soul)) : null),
    async settled(isHere, wait) {
      await scopes.settled(...scope, isHere, wait);
      const elsewhere = set.members().filter((member) => !set.covers(Object(member).soul ?? ""));
      await Promise.all(elsewhere.map((member) => set.resolve(member, wait)));
    },
    close() {
      release();
      for (const leave of elements.values()) leave();
    },
  };
}
