/**
 * Following a chain's steps while what they lead through changes.
 *
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 *
 * @typedef {{ at: string; name: string; value: any; chain: any }} Place what a step leads to: the
 *   way to it, its name there, its value, and the chain that leads to it alone
 *
 * @typedef {(place: Place) => void} Tell
 */
import { changed, isLink, keyOf, nameOf, shown } from "./data.js";

/**
 * A node by its soul.
 *
 * @param {() => Promise<import("../soulgraph.js").NodeRef<any>>} refer
 * @param {any} chain
 * @param {Tell} tell
 */
export function observeNode(refer, chain, tell) {
  const life = new AbortController();
  refer().then(
    (ref) => {
      const { signal } = life;
      ref.on((value) => tell({ at: ref.soul, name: ref.soul, value, chain }), { signal });
    },
    () => {}, // there is nobody signed in, or no database: whoever writes is told
  );
  return () => life.abort();
}

/**
 * Properties of what another chain leads to; where they are links, the nodes behind them.
 *
 * @param {any} parent
 * @param {(node: Snapshot) => string[]} namesIn
 * @param {(from: any, name: string) => any} step the chain to one of them
 * @param {Tell} tell
 */
export function observeSteps(parent, namesIn, step, tell) {
  /** @type {Map<string, Map<string, { soul?: string; last?: unknown; stop?: () => void }>>} */
  const places = new Map();
  const stop = parent.observe((/** @type {Place} */ from) => {
    const node = from.value instanceof Object && "$soul" in from.value ? from.value : null;
    if (from.value === undefined) return;
    const known = places.get(from.at) ?? new Map();
    places.set(from.at, known);
    for (const name of new Set([...known.keys(), ...(node ? namesIn(node) : [])])) {
      const place = known.get(name) ?? {};
      known.set(name, place);
      const key = keyOf(node, name);
      const raw = node && Object.hasOwn(node, key) ? node[key] : null;
      const at = `${from.at}\0${name}`;
      const chain = step(from.chain, name);
      const soul = isLink(raw) ? raw.soul : undefined;
      if (place.soul === soul && (soul || Object.is(place.last, raw))) continue;
      place.stop?.();
      Object.assign(place, { soul, last: raw, stop: undefined });
      if (soul) place.stop = raw.on((/** @type {any} */ value) => tell({ at, name, value, chain }));
      else tell({ at, name, value: raw, chain });
    }
  });
  return () => {
    stop();
    for (const known of places.values()) for (const place of known.values()) place.stop?.();
    places.clear();
  };
}

/** @param {Snapshot} node */
export const namesIn = (node) => Object.entries(node).map(([key, value]) => nameOf(key, value));

/**
 * What tells an application as GUN does: nothing of what was never there, `null` of what is gone.
 *
 * @param {(data: any, key: string, message: object, event: { off: () => void }) => void} cb
 * @param {boolean} onlyChanges of a node
 * @param {() => void} off
 * @returns {Tell}
 */
export function teller(cb, onlyChanges, off) {
  /** @type {Map<string, any>} */
  const said = new Map();
  return ({ at, name, value, chain }) => {
    const last = said.get(at);
    if (value === undefined || (value === null && !last)) return;
    const data = value === null ? null : shown(value);
    said.set(at, { data });
    const news = onlyChanges && data?._ && last?.data?._ ? changed(last.data, data) : data;
    cb.call(chain, news, name, {}, { off });
  };
}
