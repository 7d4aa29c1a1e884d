import { report } from "./errors.js";
import { watchLater } from "./watch.js";

/** @type {readonly any[]} */
const NOBODY = Object.freeze([]);

/**
 * Who is at a soul now.
 *
 * @param {import("./session.js").Session} session
 * @param {string} soul
 * @returns {import("./soulgraph.js").Presence<any>}
 */
export function presenceOf({ later }, soul) {
  const here = () => later.parts.more?.presences.get(soul);
  const load = async () => (await later.load("more")).presences.get(soul);
  /** @param {(presence: import("./more/presence.js").Presence) => void} act */
  const act = (act) => {
    const presence = here();
    if (presence) act(presence);
    else load().then(act).catch(report);
  };
  return {
    soul,
    get value() {
      return here()?.value ?? NOBODY;
    },
    set: (value) => act((presence) => presence.set(value)),
    leave: () => act((presence) => presence.leave()),
    on: (fn, options) => watchLater(load(), fn, (presence) => presence.on(fn), options),
  };
}
